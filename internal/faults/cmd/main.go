// Command cmd runs the trials of package faults and prints what came of them.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/faults"
)

func main() {
	seed := flag.Uint64("seed", rand.Uint64(), "what chance begins with") //nolint:gosec // guards nothing
	span := flag.Duration("for", 0, "go on with new seeds for so long; by default everything is tried once")
	only := flag.String("only", "", "names of scenarios, with commas between them")
	on := flag.String("on", "", "sqlite or postgres; by default both")
	short := flag.Bool("short", false, "only what every test run does")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	size := faults.Usual
	switch {
	case *short:
		size = faults.Short
	case *span > 0:
		size = faults.Long
	}
	if err := run(ctx, *seed, size, *span, chosen(*only), *on); err != nil {
		fmt.Fprintln(os.Stderr, "faults: "+err.Error())
		stop()
		os.Exit(1)
	}
}

func chosen(only string) []string {
	if only == "" {
		return nil
	}
	return strings.Split(only, ",")
}

func run(ctx context.Context, seed uint64, size faults.Size, span time.Duration, only []string, on string) (err error) {
	elapsed := clock.Stopwatch()
	fmt.Printf("seed %d (repeat with -seed %d)\n", seed, seed)
	lab, err := faults.NewLab(ctx, seed, size, os.Stdout)
	if err != nil {
		return err
	}
	defer func() { _ = lab.Close() }()
	for again := true; again && ctx.Err() == nil; again = elapsed() < span {
		for _, s := range faults.Scenarios() {
			if s.Least > size || only != nil && !slices.Contains(only, s.Name) {
				continue
			}
			for _, kind := range s.On {
				if ctx.Err() == nil && (on == "" || on == kind) {
					lab.Try(ctx, s, kind)
				}
			}
		}
	}
	return report(lab, seed, elapsed())
}

func report(lab *faults.Lab, seed uint64, took time.Duration) error {
	fmt.Println()
	if err := lab.Table(os.Stdout); err != nil {
		return err
	}
	broken, missing := lab.Broken()
	fmt.Printf("\nseed %d, %s, %d trials broke a promise, %d could NOT be run here\n", seed, took.Round(time.Second), broken, missing)
	if broken > 0 {
		return fmt.Errorf("%d trials broke a promise", broken)
	}
	return nil
}
