//go:build faults

package main

import (
	"os"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

// machineClock is the machine's clock, put forward or back by the duration in the
// file that FOLKMOOT_TEST_CLOCK_FILE names. No release is built with it.
func machineClock() clock.Clock {
	if path := os.Getenv("FOLKMOOT_TEST_CLOCK_FILE"); path != "" {
		return jumping{path: path}
	}
	return clock.System{}
}

type jumping struct{ path string }

func (j jumping) Now() time.Time {
	content, _ := os.ReadFile(j.path)
	ahead, _ := time.ParseDuration(strings.TrimSpace(string(content)))
	return clock.System{}.Now().Add(ahead)
}
