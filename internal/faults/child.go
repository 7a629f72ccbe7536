package faults

import (
	"errors"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// A child is a process that we started. It dies with us, however we die.
type child struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // of Wait; read it after ended
}

var errTooLate = errors.New("it took too long")

func launch(cmd *exec.Cmd) (*child, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true // Ctrl-C is for us; we end our children in order
	dieWithUs(cmd.SysProcAttr)
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	c := &child{cmd: cmd, ended: make(chan struct{})}
	go func() {
		c.err = cmd.Wait()
		close(c.ended)
	}()
	return c, nil
}

func (c *child) pid() int { return c.cmd.Process.Pid }

// alive is false once the process has ended.
func (c *child) alive() bool {
	select {
	case <-c.ended:
		return false
	default:
		return true
	}
}

// kill ends the process at once and waits until the kernel has let it go.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	<-c.ended
}

// stop asks the process to end, and reports how it did.
func (c *child) stop(signal syscall.Signal, patience time.Duration) error {
	_ = c.cmd.Process.Signal(signal)
	select {
	case <-c.ended:
		return c.err
	case <-time.After(patience):
		c.kill()
		return errTooLate
	}
}
