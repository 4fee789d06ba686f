//go:build unix

// Command chaos runs argosctl under bad conditions, again and again: every
// command with random input and arguments, closed and full streams, no home
// directory, directories that cannot be written to, limits on memory, files and
// descriptors, and signals at random moments.
//
//	chaos [-argosctl bin/argosctl] [-for 5m] [-seed N] [-round N] [-dir build/chaos]
//
// A run must end in time, with an exit code of the contract, without a trace or
// a defect, and without files left behind; what listen acknowledged must be in
// its archive. Everything is sent to this program itself, on a loopback address.
// The rounds of a seed are always the same; -round runs one of them again.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		os.Exit(1)
	}
}

// chaos is what the rounds share.
type chaos struct {
	argosctl string
	dir      string
	seed     uint64
	peer     string // the address of a server that answers anything
	commands []command
	samples  [][]byte

	mu     sync.Mutex
	out    io.Writer
	counts map[string]int // of exit codes
	faults int
}

// command is one row of `argosctl commands -o json`.
type command struct {
	Command string `json:"command"`
	Flags   []struct {
		Name string `json:"name"`
		Type string `json:"type"`
	} `json:"flags"`
}

func run(ctx context.Context, args []string, out io.Writer) error {
	c := &chaos{out: out, counts: map[string]int{}}
	flags := flag.NewFlagSet("chaos", flag.ContinueOnError)
	flags.StringVar(&c.argosctl, "argosctl", filepath.Join("bin", "argosctl"), "the binary to run")
	flags.StringVar(&c.dir, "dir", filepath.Join("build", "chaos"), "directory to work in")
	flags.Uint64Var(&c.seed, "seed", rand.Uint64()%1_000_000, "of the random rounds")
	long := flags.Duration("for", 5*time.Minute, "how long rounds begin")
	only := flags.Int("round", -1, "run this round alone")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := c.prepare(ctx); err != nil {
		return err
	}
	peer := httptest.NewServer(http500(c.seed))
	defer peer.Close()
	c.peer = peer.URL
	fmt.Fprintf(out, "chaos: seed %d, %s\n", c.seed, long)
	rounds := c.rounds(ctx, *long, *only)
	fmt.Fprintf(out, "chaos: %d rounds of %d commands, exit codes %v, %d faults\n", rounds, len(c.commands), c.counts, c.faults)
	if c.faults > 0 {
		return fmt.Errorf("%d faults: run again with -seed %d -round N", c.faults, c.seed)
	}
	return nil
}

// prepare asks argosctl for its commands and for samples to damage.
func (c *chaos) prepare(ctx context.Context) (err error) {
	if c.argosctl, err = filepath.Abs(c.argosctl); err != nil {
		return err
	}
	if c.dir, err = filepath.Abs(c.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		return err
	}
	list, err := exec.CommandContext(ctx, c.argosctl, "commands", "-o", "json").Output()
	if err != nil {
		return fmt.Errorf("argosctl commands: %w", err)
	}
	if err := json.Unmarshal(list, &c.commands); err != nil {
		return fmt.Errorf("argosctl commands: %w", err)
	}
	sample, err := exec.CommandContext(ctx, c.argosctl, "event", "sample", "all", "--count", "40").Output()
	if err != nil {
		return fmt.Errorf("argosctl event sample: %w", err)
	}
	c.samples = lines(sample)
	return nil
}

// rounds runs two rounds at a time until the time is up, and returns how many.
func (c *chaos) rounds(ctx context.Context, long time.Duration, only int) int {
	if only >= 0 {
		c.round(ctx, only)
		return 1
	}
	var next, done atomic.Int64
	end := time.Now().Add(long)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for ctx.Err() == nil && time.Now().Before(end) {
				c.round(ctx, int(next.Add(1)-1))
				done.Add(1)
			}
		})
	}
	workers.Wait()
	return int(done.Load())
}

// round is one run of one command; every command has its turn. One round in 16
// kills a listen that receives.
func (c *chaos) round(ctx context.Context, n int) {
	r := rand.New(rand.NewPCG(c.seed, uint64(n)))
	dir := filepath.Join(c.dir, fmt.Sprintf("%d-%d", c.seed, n))
	defer c.clear(dir)
	var outcome string
	var err error
	if n%16 == 15 {
		outcome, err = c.killListen(ctx, r, dir)
	} else {
		outcome, err = c.plan(r, n, dir).run(ctx)
	}
	if ctx.Err() != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[outcome]++
	if err != nil {
		c.faults++
		fmt.Fprintf(c.out, "round %d: %v\n", n, err)
	}
}

// clear removes what a round made.
func (c *chaos) clear(dir string) {
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return nil
	})
	_ = os.RemoveAll(dir)
}
