package faults_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	"github.com/folkmoot/folkmoot/internal/faults"
)

// Proves I1, I3, I12 and I16, as far as a minute allows: `make faults` goes on for ten,
// and `make faults-long` for a night. FOLKMOOT_FAULTS_SEED repeats a run.
func TestPromisesHoldWhileThingsBreak(t *testing.T) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	seed, err := strconv.ParseUint(os.Getenv("FOLKMOOT_FAULTS_SEED"), 10, 64)
	if err != nil {
		seed = rand.Uint64()
	}
	fmt.Printf("FOLKMOOT_FAULTS_SEED=%d\n", seed)
	lab, err := faults.NewLab(ctx, seed, faults.Short, os.Stdout)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, s := range faults.Scenarios() {
		for _, kind := range s.On {
			if s.Least == faults.Short {
				t.Run(s.Name+"/"+kind, func(t *testing.T) { try(ctx, t, lab, s, kind) })
			}
		}
	}
	if err := lab.Table(os.Stdout); err != nil {
		t.Error(err)
	}
}

// try fails on what could not be run where it has to be: on a Linux that is ours.
// Elsewhere it says loudly that nobody should believe that it was.
func try(ctx context.Context, t *testing.T, lab *faults.Lab, s faults.Scenario, kind string) {
	trial := lab.Try(ctx, s, kind)
	switch {
	case trial.Missing == nil:
	case runtime.GOOS == "linux" && os.Getuid() == 0:
		t.Errorf("%v; on Debian run: apt-get install strace postgresql", trial.Missing)
	default:
		t.Skip(trial.Missing)
	}
	for _, violation := range trial.Violations() {
		t.Error(violation)
	}
}
