package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A tracer looks at the calls of running processes to the kernel, and lets some
// of them fail.
type tracer struct {
	run *child
	log string
}

const (
	attachPatience = 10 * time.Second
	detachPatience = time.Second
	storing        = "pwrite64,write,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,msync"
)

// trace attaches strace to processes and waits until it has. Only calls about the
// given files count; inject is what strace takes after -e inject=, or "".
func (t *Trial) trace(ctx context.Context, pids []int, files []string, inject string) (*tracer, error) {
	if _, err := exec.LookPath("strace"); err != nil {
		return nil, notRun("strace is not installed")
	}
	tr := &tracer{log: filepath.Join(t.Dir, fmt.Sprintf("strace-%d", t.Rand.Uint64()))}
	args := []string{"-f", "-y", "-o", tr.log, "-e", "trace=" + storing, "-e", "signal=none"}
	if inject != "" {
		args = append(args, "-e", "inject="+inject)
	}
	for _, file := range files {
		args = append(args, "-P", file)
	}
	for _, pid := range pids {
		args = append(args, "-p", strconv.Itoa(pid))
	}
	heard := filepath.Join(t.Dir, filepath.Base(tr.log)+".said")
	said, err := os.Create(heard)
	if err != nil {
		return nil, fmt.Errorf("what strace says: %w", err)
	}
	defer func() { _ = said.Close() }()
	cmd := exec.Command("strace", args...)
	cmd.Stderr = said
	if tr.run, err = launch(cmd); err != nil {
		return nil, err
	}
	return tr, tr.attached(ctx, heard, len(pids))
}

func (tr *tracer) attached(ctx context.Context, heard string, processes int) error {
	var text []byte
	attached := func() bool {
		text, _ = os.ReadFile(heard)
		return bytes.Count(text, []byte(" attached")) >= processes
	}
	err := await(ctx, attachPatience, "strace attaches", func() bool { return attached() || !tr.run.alive() })
	if attached() { // and may have ended since with what it looked at
		return nil
	}
	tr.run.kill()
	if bytes.Contains(text, []byte("Operation not permitted")) {
		return notRun("this machine does not let strace look at a process: %s", firstLines(string(text), 1))
	}
	return errors.Join(fmt.Errorf("strace did not attach: %s", text), err)
}

// detach lets the processes run on without a tracer. One that waits for threads
// that were killed meanwhile is killed too, and the kernel lets go for it.
func (tr *tracer) detach() { _ = tr.run.stop(syscall.SIGINT, detachPatience) }

// sentKill tells whether a process was killed as it entered a call.
func (tr *tracer) sentKill() bool {
	content, _ := os.ReadFile(tr.log)
	return bytes.Contains(content, []byte("SIGKILL")) || bytes.Contains(content, []byte("(INJECTED)"))
}

var tracedCall = regexp.MustCompile(`^\d+ +(\w+)\((?:\d+<([^>]*)>|"([^"]*)")?`)

// calls lists the calls that were seen, each as its name and its file.
func (tr *tracer) calls() (all []string) {
	content, _ := os.ReadFile(tr.log)
	for line := range strings.Lines(string(content)) {
		if found := tracedCall.FindStringSubmatch(line); found != nil {
			all = append(all, found[1]+" "+filepath.Base(found[2]+found[3]))
		}
	}
	return all
}

// injected lists the calls that were made to fail.
func (tr *tracer) injected() (all []string) {
	content, _ := os.ReadFile(tr.log)
	for line := range strings.Lines(string(content)) {
		found := tracedCall.FindStringSubmatch(line)
		if found != nil && strings.Contains(line, "(INJECTED)") {
			all = append(all, found[1]+" "+filepath.Base(found[2]+found[3]))
		}
	}
	return all
}
