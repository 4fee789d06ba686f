package cli

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/testkit"
)

// The configurations that the pages about other engines show are YAML.
func TestDocsYAML(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"ci.md", "scaling.md"} {
		t.Run(page, func(t *testing.T) {
			text, err := os.ReadFile(inRepo("docs/" + page))
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range splitBlocks(string(text)) {
				if b.info != "yaml" {
					continue
				}
				var doc any
				if err := yaml.Unmarshal([]byte(b.body), &doc); err != nil {
					t.Errorf("%s:%d: %v", page, b.line, err)
				}
			}
		})
	}
}

// TestParallelOverSSH divides a run over two hosts, which are two SSH servers on
// loopback addresses of this machine, as docs/scaling.md shows.
func TestParallelOverSSH(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	for _, program := range []string{"parallel", "ssh", "sshd", "ssh-keygen"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	bin, dir := selfDir(t), t.TempDir()
	want, _, _ := runIn(dir, "event", "sample", "all", "--count", "500")
	if err := os.WriteFile(filepath.Join(dir, "archive.ndjson"), []byte(want), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"host", "user"} {
		runProgram(t, dir, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(dir, key))
	}
	var logins []string
	for n, address := range []string{"127.0.0.1", "127.0.0.2"} {
		port := startSSHD(t, dir, bin, address, n)
		logins = append(logins, fmt.Sprintf("%s/%s", filepath.Join(dir, "ssh.sh "+port), address))
	}
	script := "#!/bin/sh\nport=$1; shift\nexec ssh -F none -i " + filepath.Join(dir, "user") + " -p $port -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "ssh.sh"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for i, login := range logins {
		command, address, _ := strings.Cut(login, "/127")
		logins[i] = "1/" + command + " 127" + address
	}
	single, _, _ := runIn(dir, "decode", filepath.Join(dir, "archive.ndjson"), "-o", "ndjson")
	divided := runProgram(t, dir, "bash", "-c", fmt.Sprintf(
		"parallel --sshlogin '%s' --keep-order argosctl decode %s/archive.ndjson -o ndjson --shard {}/8 ::: $(seq 8)", strings.Join(logins, ","), dir))
	if divided != single {
		t.Errorf("%d bytes from two hosts, %d from one", len(divided), len(single))
	}
	hosts, err := os.ReadFile(filepath.Join(dir, "hosts"))
	if err != nil || !bytes.Contains(hosts, []byte("127.0.0.1")) || !bytes.Contains(hosts, []byte("127.0.0.2")) {
		t.Errorf("only these hosts did something: %s, %v", hosts, err)
	}
}

// startSSHD starts a server that notes each connection in the file hosts.
func startSSHD(t *testing.T, dir, bin, address string, n int) (port string) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", address+":0")
	if err != nil {
		t.Skip(err)
	}
	_, port, _ = net.SplitHostPort(l.Addr().String())
	l.Close()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, fmt.Sprintf("sshd%d", n))
	text := fmt.Sprintf(`ListenAddress %s:%s
HostKey %s/host
AuthorizedKeysFile %s/user.pub
AllowUsers %s
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PidFile none
ForceCommand echo %s >> %s/hosts; PATH=%s:$PATH exec sh -c "$SSH_ORIGINAL_COMMAND"
`, address, port, dir, dir, me.Username, address, dir, bin)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sshd, err := exec.LookPath("sshd") // which wants to know its own place
	if err != nil {
		t.Fatal(err)
	}
	args := []string{sshd, "-D", "-e", "-f", config}
	if os.Getuid() == 0 { // it wants /run/sshd, which is made where nobody else sees it
		private := `mount -t tmpfs none /run && mkdir /run/sshd && exec "$0" "$@"`
		if exec.CommandContext(t.Context(), "unshare", "-m", "sh", "-c", private, "true").Run() != nil {
			t.Skip("no mount namespaces here")
		}
		args = append([]string{"unshare", "-m", "sh", "-c", private}, args...)
	}
	server := exec.CommandContext(t.Context(), args[0], args[1:]...)
	var said bytes.Buffer
	server.Stderr = &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = server.Process.Kill(), server.Wait() })
	for range 100 {
		if conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", address+":"+port); err == nil {
			conn.Close()
			return port
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("sshd does not answer: %s", said.String())
	return ""
}

func runProgram(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, errs.String())
	}
	return out.String()
}
