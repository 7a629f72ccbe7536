//go:build !faults

package main

import "github.com/folkmoot/folkmoot/internal/clock"

// machineClock is the clock that everything goes by.
func machineClock() clock.Clock { return clock.System{} }
