package bench

import (
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// A child is a process that we started.
type child struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // of Wait; read it after ended
}

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

// stop asks the process to end, and ends it if it does not.
func (c *child) stop(signal syscall.Signal, patience time.Duration) {
	_ = c.cmd.Process.Signal(signal)
	select {
	case <-c.ended:
	case <-time.After(patience):
		_ = c.cmd.Process.Kill()
		<-c.ended
	}
}
