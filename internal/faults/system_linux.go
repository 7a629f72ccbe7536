package faults

import (
	"fmt"
	"os"
	"syscall"
)

// dieWithUs lets the kernel kill a child when we are gone, however we went.
func dieWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }

// mount puts a small disk in memory at path.
func mount(path string, size int) error {
	if os.Getuid() != 0 {
		return notRun("only root may mount a small disk")
	}
	if err := syscall.Mount("tmpfs", path, "tmpfs", 0, disk(size)); err != nil {
		return notRun("a small disk cannot be mounted here: %v", err)
	}
	return nil
}

// resize lets a small disk grow or shrink while it is in use.
func resize(path string, size int) error {
	if err := syscall.Mount("tmpfs", path, "tmpfs", syscall.MS_REMOUNT, disk(size)); err != nil {
		return fmt.Errorf("resize a small disk: %w", err)
	}
	return nil
}

func disk(size int) string { return fmt.Sprintf("size=%d,mode=0711", size) }

// unmount takes a small disk away, also from whoever still uses it.
func unmount(path string) { _ = syscall.Unmount(path, syscall.MNT_DETACH) }
