package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// dieWithUs lets the kernel kill a child when we are gone, however we went.
func dieWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }

// Fields of /proc/PID/stat after the name in parentheses, from 0, in ticks of a
// hundredth of a second.
const (
	statUser   = 11
	statSystem = 12
	statTick   = 10 * time.Millisecond
)

// processor is the processor's time that a process has used, 0 if that cannot be
// told.
func processor(pid int) time.Duration {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(content), ") ")
	fields := strings.Fields(after)
	if len(fields) <= statSystem {
		return 0
	}
	user, _ := strconv.Atoi(fields[statUser])
	system, _ := strconv.Atoi(fields[statSystem])
	return time.Duration(user+system) * statTick
}

// resident is how much memory a process has now, in bytes (proc(5), statm).
func resident(pid int) int64 {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(content))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
