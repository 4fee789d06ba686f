package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// replace replaces the file at path the strict way.
func replace(path, content string) error {
	old, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = old.Close() }()
	f, err := Replace(path, old)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(content); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Commit()
}

func put(t *testing.T, name, content string, mode fs.FileMode) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// acl lets user 1234 read: version 2, then entries of tag, permissions and id.
func acl() []byte {
	b := []byte{2, 0, 0, 0}
	for _, e := range [][]byte{
		{1, 0, 6, 0, 0xff, 0xff, 0xff, 0xff}, {2, 0, 4, 0, 0xd2, 4, 0, 0}, {4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff},
		{0x10, 0, 4, 0, 0xff, 0xff, 0xff, 0xff}, {0x20, 0, 0, 0, 0xff, 0xff, 0xff, 0xff},
	} {
		b = append(b, e...)
	}
	return b
}

// TestReplaceKeeps: nothing but the content changes.
func TestReplaceKeeps(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		attribute string
		value     []byte
	}{
		{"owner, group and mode", "", nil},
		{"extended attribute", "user.comment", []byte("approved by hand")},
		{"access control list", "system.posix_acl_access", acl()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := put(t, "a.json", "old", 0o640)
			if tt.attribute != "" {
				if err := unix.Setxattr(path, tt.attribute, tt.value, 0); err != nil {
					t.Skipf("no such attributes here: %v", err)
				}
			} else if err := os.Chown(path, 1234, 5678); err != nil {
				t.Skipf("only root gives files away: %v", err)
			}
			before, _ := os.Stat(path)
			if err := replace(path, "new"); err != nil {
				t.Fatal(err)
			}
			wantFile(t, path, "new", 0o640)
			wantAlone(t, path)
			after, _ := os.Stat(path)
			uid, gid := ownerOf(before)
			if u, g := ownerOf(after); u != uid || g != gid || os.SameFile(before, after) {
				t.Errorf("owner %d:%d, want %d:%d", u, g, uid, gid)
			}
			have := make([]byte, 200)
			if n, err := unix.Getxattr(path, tt.attribute, have); tt.attribute != "" && (err != nil || !bytes.Equal(have[:max(n, 0)], tt.value)) {
				t.Errorf("%s is %q, %v", tt.attribute, have[:max(n, 0)], err)
			}
		})
	}
}

// TestReplaceDropsWhatTheDirectoryGives: a list that new files inherit opens
// nothing to others.
func TestReplaceDropsWhatTheDirectoryGives(t *testing.T) {
	t.Parallel()
	path := put(t, "a.json", "old", 0o600)
	if err := unix.Setxattr(filepath.Dir(path), "system.posix_acl_default", acl(), 0); err != nil {
		t.Skipf("no access control lists here: %v", err)
	}
	if err := replace(path, "new"); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "new", 0o600)
	if n, err := unix.Getxattr(path, "system.posix_acl_access", nil); err == nil {
		t.Errorf("it got an access control list of %d bytes", n)
	}
}

func TestReplaceRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		spoil  func(path string) error
		reason string
	}{
		{"read-only", func(p string) error { return os.Chmod(p, 0o444) }, "it is read-only"},
		{"hard links", func(p string) error { return os.Link(p, p+".2") }, "it has 2 hard links, and the others would keep the old content"},
		{"link", func(p string) error { return errors.Join(os.Rename(p, p+".2"), os.Symlink(p+".2", p)) }, "it is a symbolic link"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := put(t, "a.json", "old", 0o644)
			if err := tt.spoil(path); err != nil {
				t.Fatal(err)
			}
			var refused *Refusal
			if err := replace(path, "new"); !errors.As(err, &refused) || refused.Error() != tt.reason || refused.Hint.Empty() {
				t.Errorf("%v", err)
			}
			if data, err := os.ReadFile(path); string(data) != "old" {
				t.Errorf("%q, %v", data, err)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestReplaceSeesAnotherFile: what took the file's place meanwhile stays.
func TestReplaceSeesAnotherFile(t *testing.T) {
	t.Parallel()
	path := put(t, "a.json", "old", 0o644)
	old, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = old.Close() }()
	f, err := Replace(path, old)
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("theirs"), 0); err != nil {
		t.Fatal(err)
	}
	var refused *Refusal
	if err := f.Commit(); !errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
	wantFile(t, path, "theirs", 0o644)
	wantAlone(t, path)
}

// TestReplaceAsAnotherUser runs itself as a user who owns nothing here.
func TestReplaceAsAnotherUser(t *testing.T) {
	t.Parallel()
	if path := os.Getenv("ATOMICFILE_TEST_PATH"); path != "" {
		var refused *Refusal
		if err := replace(path, "new"); !errors.As(err, &refused) || !strings.Contains(os.Getenv("ATOMICFILE_TEST_WANT"), refused.Error()) {
			t.Errorf("%v", err)
		}
		return
	}
	if os.Geteuid() != 0 {
		t.Skip("only root becomes another user")
	}
	for _, tt := range []struct {
		name string
		mode fs.FileMode
		want string
	}{
		{"not writable", 0o644, "you may not write to it"},
		{"writable", 0o666, "it belongs to another user, and its replacement would belong to you"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := put(t, "a.json", "old", tt.mode)
			dir := filepath.Dir(path)
			self := filepath.Join(dir, "self")
			binary, err := os.ReadFile("/proc/self/exe")
			if err := errors.Join(err, os.WriteFile(self, binary, 0o755), os.Chmod(dir, 0o777), os.Chmod(filepath.Dir(dir), 0o755)); err != nil { //nolint:gosec // another user has to get in
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestReplaceAsAnotherUser$")
			cmd.Env = []string{"ATOMICFILE_TEST_PATH=" + path, "ATOMICFILE_TEST_WANT=" + tt.want}
			cmd.Dir = dir
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			wantFile(t, path, "old", tt.mode)
		})
	}
}

// TestLeftovers: the next writer removes what a killed one left, and nothing
// else.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	path := put(t, "a.json", "old", 0o644)
	dir := filepath.Dir(path)
	live, err := Create(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := live.WriteString("live"); err != nil {
		t.Fatal(err)
	}
	write := func(name string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte("left"), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	stale := []string{write(".a.json.argosctl-1"), write(".a.json.argosctl-3")}
	stays := []string{write(".b.json.argosctl-1"), write(".a.json.argosctl-4"), live.Name()}
	if err := os.Symlink("a.json", filepath.Join(dir, ".a.json.argosctl-2")); err != nil {
		t.Fatal(err)
	}
	stays = append(stays, filepath.Join(dir, ".a.json.argosctl-2"))
	if err := Write(path, []byte("new"), 0); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "new", 0o644)
	for _, name := range stale {
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range stays {
		if _, err := os.Lstat(name); err != nil {
			t.Error(err)
		}
	}
	if err := live.Commit(); err != nil {
		t.Error(err)
	}
	wantFile(t, path, "live", 0o644)
}

// TestPrivateMeanwhile: what is not in place yet is nobody else's to read.
func TestPrivateMeanwhile(t *testing.T) {
	t.Parallel()
	f, err := Create(put(t, "a.json", "old", 0o644), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestManyWriters: writers of one target wait for no one, lose nothing of
// theirs, and leave nothing; beyond four at a time they are told.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	path := put(t, "a.json", "old", 0o644)
	var writers sync.WaitGroup
	for n := range slots {
		writers.Go(func() {
			for range 200 {
				if err := Write(path, bytes.Repeat([]byte{byte('a' + n)}, 1000), 0); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
	data, err := os.ReadFile(path)
	if err != nil || len(data) != 1000 || bytes.Count(data, data[:1]) != 1000 {
		t.Errorf("%.20q, %v", data, err)
	}
	wantAlone(t, path)
	var open []io.Closer
	for range slots {
		f, err := Create(path, 0)
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, f)
	}
	if err := Write(path, []byte("x"), 0); err == nil || !strings.Contains(err.Error(), "4 other processes are writing to it") {
		t.Errorf("%v", err)
	}
	for _, f := range open {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	wantAlone(t, path)
}

// TestReplaceHoldsNothingOpen: where an open file cannot be replaced, all is closed
// before the new one is put in its place.
func TestReplaceHoldsNothingOpen(t *testing.T) {
	t.Parallel()
	path := put(t, "a.json", "old", 0o600)
	old, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Replace(path, old)
	if err != nil {
		t.Fatal(err)
	}
	f.shut = true // as on Windows
	f.place = func(temp, path string) error {
		open, err := filepath.Glob("/proc/self/fd/*")
		if err != nil {
			return err
		}
		for _, fd := range open {
			if name, err := os.Readlink(fd); err == nil && (name == temp || name == path) {
				t.Errorf("%s is open", name)
			}
		}
		return os.Rename(temp, path)
	}
	if _, err := f.WriteString("new"); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "new", 0o600)
}
