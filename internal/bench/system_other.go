//go:build !linux

package bench

import (
	"syscall"
	"time"
)

// dieWithUs does nothing: only Linux can.
func dieWithUs(*syscall.SysProcAttr) {}

// processor tells nothing: only Linux has /proc.
func processor(int) time.Duration { return 0 }

// resident tells nothing likewise.
func resident(int) int64 { return 0 }
