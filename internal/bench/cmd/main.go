// Command cmd prints the tables of package bench.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/folkmoot/folkmoot/internal/bench"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

func run() error {
	only := flag.String("only", "", "elections, ballots or meeting; by default all")
	span := flag.Duration("for", 3*time.Second, "how long one run of ballots takes")
	rounds := flag.Int("rounds", 3, "runs of ballots, each beside one of what it is compared with")
	clients := flag.String("clients", "16,64", "who vote at once")
	stored := flag.String("stored", "1000,1000000", "ballots in the database before, rising")
	on := flag.String("on", "sqlite,postgres", "databases for the ballots")
	followers := flag.Int("followers", 300, "people who follow one meeting")
	flushes := flag.String("flush", "0,5", "milliseconds that the disk takes in addition to keep something")
	bare := flag.String("bare", "", "print only how many bare commits a second a database in this folder takes")
	program := flag.String("program", filepath.Join("bin", "folkmoot"), "the server")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if *bare != "" {
		return bench.PrintBare(ctx, os.Stdout, *bare, *span)
	}
	if *only == "" || *only == "elections" {
		folder := cmp.Or(os.Getenv("FOLKMOOT_PABULIB"), filepath.Join("..", "shared", "pabulib"))
		if err := bench.Print(os.Stdout, filepath.Join(folder, "large")); err != nil {
			return err
		}
	}
	if *only == "" || *only == "meeting" {
		m := bench.Meeting{Program: *program, On: strings.Split(*on, ","), Followers: *followers, Changes: 20}
		if err := bench.PrintMeeting(ctx, os.Stdout, m); err != nil {
			return err
		}
	}
	if *only != "" && *only != "ballots" {
		return nil
	}
	b := bench.Ballots{Program: *program, Span: *span, Rounds: *rounds, On: strings.Split(*on, ",")}
	var flush []int
	for text, numbers := range map[string]*[]int{*clients: &b.Clients, *stored: &b.Stored, *flushes: &flush} {
		var err error
		if *numbers, err = list(text); err != nil {
			return err
		}
	}
	slices.Sort(b.Stored)
	for _, ms := range flush {
		b.Flushes = append(b.Flushes, time.Duration(ms)*time.Millisecond)
	}
	return bench.PrintBallots(ctx, os.Stdout, b)
}

func list(text string) (numbers []int, err error) {
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%q is no number", part)
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}
