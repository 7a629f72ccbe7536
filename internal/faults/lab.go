package faults

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

// A Lab is where trials are held: a program, a Postgres, a folder.
type Lab struct {
	Program string // the server, built with the tag faults
	Folder  string // everything lies in it, and it is removed by Close
	Cluster *Cluster
	Seed    uint64
	Size    Size
	Out     io.Writer
	done    []*Trial
}

// A Size says how much is tried.
type Size int

// Sizes: what every test run has time for, what a person waits for, what a night
// has room for.
const (
	Short Size = iota
	Usual
	Long
)

// pick chooses a number by size.
func (s Size) pick(short, usual, long int) int { return [...]int{short, usual, long}[s] }

// NewLab builds the program and starts a Postgres.
func NewLab(ctx context.Context, seed uint64, size Size, out io.Writer) (*Lab, error) {
	folder, err := os.MkdirTemp("", "folkmoot-faults-")
	if err != nil {
		return nil, fmt.Errorf("folder for the trials: %w", err)
	}
	lab := &Lab{Folder: folder, Seed: seed, Size: size, Out: out}
	if err := os.Chmod(folder, 0o711); err != nil { // the owner of Postgres passes through
		return nil, errors.Join(err, lab.Close())
	}
	if lab.Program, err = build(ctx, folder, "folkmoot", "trial"); err != nil {
		return nil, errors.Join(err, lab.Close())
	}
	if lab.Cluster, err = newCluster(ctx, filepath.Join(folder, "postgres")); err != nil {
		return nil, errors.Join(err, lab.Close())
	}
	return lab, nil
}

// Close ends everything and removes the folder, unless FOLKMOOT_FAULTS_KEEP says
// that somebody wants to look at it.
func (l *Lab) Close() error {
	if l.Cluster != nil {
		l.Cluster.kill()
	}
	if os.Getenv("FOLKMOOT_FAULTS_KEEP") != "" {
		l.say("kept: %s", l.Folder)
		return nil
	}
	return os.RemoveAll(l.Folder)
}

// build compiles the server, with what only trials need.
func build(ctx context.Context, folder, name, version string) (string, error) {
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("where the source lies: %w", err)
	}
	path := filepath.Join(folder, name)
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags", "faults",
		"-ldflags", "-X main.version="+version, "-o", path, "./cmd/folkmoot")
	cmd.Dir = strings.TrimSpace(string(root))
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the server: %w\n%s", err, output)
	}
	return path, nil
}

func (l *Lab) say(format string, args ...any) { _, _ = fmt.Fprintf(l.Out, format+"\n", args...) }

// The kinds of database.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// A Scenario is one way to break things.
type Scenario struct {
	Name  string
	On    []string // kinds of database
	Least Size     // smaller runs leave it out
	Run   func(ctx context.Context, t *Trial) error
}

// errNotRun wraps the reason why a scenario cannot be tried on this machine.
var errNotRun = errors.New("NOT RUN")

func notRun(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errNotRun, fmt.Sprintf(format, args...))
}

// A Trial is one run of one scenario on one kind of database.
type Trial struct {
	*Lab
	Cluster  *Cluster // the lab's, or one of its own
	Scenario string
	Kind     string
	Dir      string
	Rand     *rand.Rand
	Counts   Counts
	Took     time.Duration
	Missing  error // why it was not run

	slowestSeal time.Duration // of those that the server did by itself

	mu         sync.Mutex
	violations []string
	notes      []string
	undo       []func()
	servers    []*Server
}

// Try runs a scenario on a kind of database and keeps the result for the table.
func (l *Lab) Try(ctx context.Context, s Scenario, kind string) *Trial {
	name := fmt.Sprintf("%02d-%s-%s", len(l.done), s.Name, kind)
	t := &Trial{
		Lab: l, Cluster: l.Cluster, Scenario: s.Name, Kind: kind, Dir: filepath.Join(l.Folder, name),
		Rand: rand.New(rand.NewPCG(l.Seed, uint64(len(l.done)))),
	}
	l.done = append(l.done, t)
	elapsed := clock.Stopwatch()
	err := os.MkdirAll(t.Dir, 0o700)
	if err == nil {
		err = s.Run(ctx, t)
	}
	t.finish(ctx)
	t.Took = elapsed()
	switch {
	case errors.Is(err, errNotRun):
		t.Missing = err
	case err != nil:
		t.violate("the trial ended early: %v", err)
	}
	t.tell()
	if len(t.violations) == 0 { // else somebody may want to look at it
		_ = os.RemoveAll(t.Dir)
	}
	t.servers, t.undo = nil, nil
	return t
}

// tell prints how a trial went.
func (t *Trial) tell() {
	verdict := "ok"
	switch {
	case t.Missing != nil:
		verdict = t.Missing.Error()
	case len(t.violations) > 0:
		verdict = fmt.Sprintf("%d VIOLATIONS", len(t.violations))
	}
	t.say("%-14s %-8s %6.1fs  %s  %s", t.Scenario, t.Kind, t.Took.Seconds(), &t.Counts, verdict)
	if t.slowestSeal > 0 {
		t.note("the slowest count by itself came %s after the close", t.slowestSeal.Round(10*time.Millisecond))
	}
	if t.Size > Short || len(t.violations) > 0 {
		t.quoteLogs()
	}
	for _, note := range t.notes {
		t.say("    %s", note)
	}
	for _, v := range t.Violations() {
		t.say("    VIOLATION: %s", v)
	}
}

// quoteLogs adds what servers logged of their troubles.
func (t *Trial) quoteLogs() {
	for i, server := range t.servers {
		for _, message := range []string{"internal error", "unavailable"} {
			for _, complaint := range server.complaints(message) {
				t.note("server %d logged: %s: %s", i+1, message, complaint)
			}
		}
	}
}

// finish ends servers and undoes what was set up, the last first.
func (t *Trial) finish(ctx context.Context) {
	if ctx.Err() == nil && t.Cluster.run != nil && !t.Cluster.run.alive() {
		_ = t.Cluster.start(ctx) // for whoever comes next
	}
	for _, server := range t.servers {
		server.kill()
		server.confess()
	}
	for _, undo := range slices.Backward(t.undo) {
		undo()
	}
}

// later undoes something when the trial is over.
func (t *Trial) later(undo func()) { t.undo = append(t.undo, undo) }

const mostViolations = 12

// violate notes that a promise was broken.
func (t *Trial) violate(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := fmt.Sprintf(format, args...)
	if !slices.Contains(t.violations, text) {
		t.violations = append(t.violations, text)
	}
}

// note keeps a sentence for the report.
func (t *Trial) note(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.notes = append(t.notes, fmt.Sprintf(format, args...))
}

// Violations lists what was broken; only the first few of very many.
func (t *Trial) Violations() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.violations) <= mostViolations {
		return slices.Clone(t.violations)
	}
	return append(slices.Clone(t.violations[:mostViolations]), fmt.Sprintf("and %d more", len(t.violations)-mostViolations))
}

// random is a time between two others.
func (t *Trial) random(from, to time.Duration) time.Duration {
	return from + time.Duration(t.Rand.Int64N(int64(to-from)))
}
