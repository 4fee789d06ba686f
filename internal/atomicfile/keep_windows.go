package atomicfile

import (
	"io/fs"
	"os"
	"syscall"
)

// links is how many names a file has.
func links(f *os.File) uint64 {
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info); err != nil {
		return 1
	}
	return uint64(info.NumberOfLinks)
}

// The system judges writing by the read-only attribute, which is in the mode,
// and a new file inherits its owner and access list from the directory.
func mayWrite(string) bool                         { return true }
func mayOwn(fs.FileInfo) bool                      { return true }
func keepOwner(*os.File, fs.FileInfo) error        { return nil }
func keepAttributes(_, _ *os.File) (string, error) { return "", nil }
