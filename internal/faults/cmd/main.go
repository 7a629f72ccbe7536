// Command cmd runs the trials of package faults and prints what came of them.
package main

import (
	"context"
	"errors"
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

// wishes are what the command line asks for.
type wishes struct {
	seed   uint64
	size   faults.Size
	span   time.Duration // go on for so long; 0 for once
	within time.Duration
	only   []string
	on     string
}

func main() {
	var w wishes
	flag.Uint64Var(&w.seed, "seed", rand.Uint64(), "what chance begins with")
	flag.DurationVar(&w.span, "for", 0, "go on for so long; by default everything is tried once")
	flag.DurationVar(&w.within, "within", 10*time.Minute, "fail if trying everything once takes longer")
	only := flag.String("only", "", "names of scenarios, with commas between them")
	flag.StringVar(&w.on, "on", "", "sqlite or postgres; by default both")
	short := flag.Bool("short", false, "only what every test run does")
	flag.Parse()
	w.size = faults.Usual
	switch {
	case *short:
		w.size = faults.Short
	case w.span > 0:
		w.size = faults.Long
	}
	if *only != "" {
		w.only = strings.Split(*only, ",")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := w.run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "faults: "+err.Error())
		os.Exit(1)
	}
}

func (w *wishes) run(ctx context.Context) error {
	elapsed := clock.Stopwatch()
	if w.span == 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, w.within)
		defer cancel()
	}
	fmt.Printf("seed %d (repeat with -seed %d)\n", w.seed, w.seed)
	lab, err := faults.NewLab(ctx, w.seed, w.size, os.Stdout)
	if err != nil {
		return err
	}
	for pass := 0; pass == 0 || elapsed() < w.span && ctx.Err() == nil; pass++ {
		w.tryAll(ctx, lab, func() bool { return pass > 0 && elapsed() >= w.span })
		if err := report(lab, w.seed, elapsed()); err != nil {
			return errors.Join(err, lab.Close())
		}
	}
	err = verdict(lab)
	if ctx.Err() != nil {
		err = errors.Join(err, fmt.Errorf("not everything was tried: %w", ctx.Err()))
	}
	return errors.Join(err, lab.Close())
}

// tryAll tries every scenario that was asked for, until it is enough.
func (w *wishes) tryAll(ctx context.Context, lab *faults.Lab, enough func() bool) {
	for _, s := range faults.Scenarios() {
		if s.Least > w.size || w.only != nil && !slices.Contains(w.only, s.Name) {
			continue
		}
		for _, kind := range s.On {
			if ctx.Err() == nil && !enough() && (w.on == "" || w.on == kind) {
				lab.Try(ctx, s, kind)
			}
		}
	}
}

// report prints the table of all that was tried so far.
func report(lab *faults.Lab, seed uint64, took time.Duration) error {
	fmt.Println()
	if err := lab.Table(os.Stdout); err != nil {
		return err
	}
	broken, missing := lab.Broken()
	fmt.Printf("\nseed %d, %s, %d trials broke a promise, %d could NOT be run here\n\n", seed, took.Round(time.Second), broken, missing)
	return nil
}

func verdict(lab *faults.Lab) error {
	if broken, _ := lab.Broken(); broken > 0 {
		return fmt.Errorf("%d trials broke a promise", broken)
	}
	return nil
}
