//go:build !linux

package faults

import "syscall"

// Where there is no Linux the scenarios that need it say that they were not run.

func dieWithUs(*syscall.SysProcAttr) {}

func mount(string, int) error { return notRun("small disks are mounted on Linux only") }

func resize(string, int) error { return nil }

func unmount(string) {}
