package faults_test

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/faults"
)

type events = []faults.Event

var at = faults.At

// The judge must see what a ballot box may never do, and must not cry over what it
// may.
func TestTheJudgeKnowsABallotBox(t *testing.T) {
	closed := events{at(100, 110, faults.Close, 0, faults.Done)}
	for name, c := range map[string]struct {
		own, closes events
		legal       bool
	}{
		"reads its own ballot":          {events{at(1, 2, faults.Cast, 7, faults.Done), at(3, 4, faults.Read, 7, faults.Done)}, nil, true},
		"a ballot was lost":             {events{at(1, 2, faults.Cast, 7, faults.Done), at(3, 4, faults.Read, 0, faults.Absent)}, nil, false},
		"an older ballot came back":     {events{at(1, 2, faults.Cast, 7, faults.Done), at(3, 4, faults.Cast, 8, faults.Done), at(5, 6, faults.Read, 7, faults.Done)}, nil, false},
		"somebody else's ballot":        {events{at(1, 2, faults.Cast, 7, faults.Done), at(3, 4, faults.Read, 9, faults.Done)}, nil, false},
		"no answer, and stored":         {events{at(1, 2, faults.Cast, 7, faults.Unknown), at(3, 4, faults.Read, 7, faults.Done)}, nil, true},
		"no answer, and not stored":     {events{at(1, 2, faults.Cast, 7, faults.Unknown), at(3, 4, faults.Read, 0, faults.Absent)}, nil, true},
		"no answer, and stored later":   {events{at(1, 2, faults.Cast, 7, faults.Unknown), at(3, 4, faults.Read, 0, faults.Absent), at(5, 6, faults.Read, 7, faults.Done)}, nil, true},
		"stored, and gone again":        {events{at(1, 2, faults.Cast, 7, faults.Unknown), at(3, 4, faults.Read, 7, faults.Done), at(5, 6, faults.Read, 0, faults.Absent)}, nil, false},
		"no answer, over a later one":   {events{at(1, 2, faults.Cast, 7, faults.Unknown), at(3, 4, faults.Cast, 8, faults.Done), at(5, 6, faults.Read, 7, faults.Done)}, nil, false},
		"refused, and yet stored":       {events{at(1, 2, faults.Cast, 7, faults.Refused), at(3, 4, faults.Read, 7, faults.Done)}, nil, false},
		"taken back":                    {events{at(1, 2, faults.Cast, 7, faults.Done), at(3, 4, faults.Withdraw, 0, faults.Done), at(5, 6, faults.Read, 0, faults.Absent)}, nil, true},
		"taken back, and still there":   {events{at(1, 2, faults.Cast, 7, faults.Done), at(3, 4, faults.Withdraw, 0, faults.Done), at(5, 6, faults.Read, 7, faults.Done)}, nil, false},
		"taken after the close":         {events{at(120, 130, faults.Cast, 7, faults.Done)}, closed, false},
		"taken during the close":        {events{at(90, 130, faults.Cast, 7, faults.Done)}, closed, true},
		"during the close, and lost":    {events{at(90, 130, faults.Cast, 7, faults.Done), at(140, 150, faults.Read, 0, faults.Absent)}, closed, false},
		"refused during the close":      {events{at(90, 130, faults.Cast, 7, faults.Over)}, closed, true},
		"refused before the close":      {events{at(10, 20, faults.Cast, 7, faults.Over)}, closed, false},
		"a close without an answer":     {events{at(120, 130, faults.Cast, 7, faults.Done), at(140, 150, faults.Cast, 8, faults.Over)}, events{at(100, 110, faults.Close, 0, faults.Unknown)}, true},
		"taken after somebody was late": {events{at(120, 130, faults.Cast, 7, faults.Over), at(140, 150, faults.Cast, 8, faults.Done)}, events{at(100, 110, faults.Close, 0, faults.Unknown)}, false},
	} {
		if got := faults.Legal(c.own, c.closes); got != c.legal {
			t.Errorf("%s: legal is %v", name, got)
		}
	}
}

func TestWhatMayBeStored(t *testing.T) {
	own := events{
		at(1, 2, faults.Cast, 7, faults.Done), at(3, 4, faults.Cast, 8, faults.Unknown),
		at(5, 6, faults.Cast, 9, faults.Refused), at(7, 8, faults.Read, 8, faults.Done),
	}
	for ballot, want := range map[int]bool{0: false, 7: true, 8: true, 9: false} {
		if faults.Allowed(own, ballot) != want {
			t.Errorf("ballot %d: allowed is %v", ballot, !want)
		}
	}
	for ballot, want := range map[int]bool{0: false, 7: true, 8: true, 9: false} {
		if faults.CouldHold(own, ballot, 3, 10) != want {
			t.Errorf("a copy with ballot %d: possible is %v", ballot, !want)
		}
	}
}

func TestBallotsTellWhoseTheyAre(t *testing.T) {
	seen := map[int]bool{}
	for voter := range 256 {
		for _, serial := range []int{1, 2, 255, 256, 65535} {
			ballot := faults.BallotOf(voter, serial)
			got, err := faults.RoundTrip(ballot)
			if err != nil || got != ballot || seen[ballot] || ballot == 0 {
				t.Fatalf("voter %d, ballot %d: %d is read as %d, %v", voter, serial, ballot, got, err)
			}
			seen[ballot] = true
		}
	}
}

// The proxy must really do what scenarios believe that it does.
func TestTheWeatherOfTheProxy(t *testing.T) {
	echo, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer echo.Close()
	go func() {
		for conn, err := echo.Accept(); err == nil; conn, err = echo.Accept() {
			go func() { _, _ = io.Copy(conn, conn); conn.Close() }()
		}
	}()
	relay, port, err := faults.NewRelay(echo.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer relay.End()
	conn, err := net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	says := func(want string, patience time.Duration) {
		t.Helper()
		got := make([]byte, 8)
		_ = conn.SetDeadline(time.Now().Add(patience))
		n, err := io.ReadFull(conn, got[:max(1, len(want))])
		if string(got[:n]) != want || want != "" && err != nil {
			t.Errorf("heard %q, %v, want %q", got[:n], err, want)
		}
	}
	tell := func(text string) {
		t.Helper()
		if _, err := conn.Write([]byte(text)); err != nil {
			t.Error(err)
		}
	}
	tell("fair")
	says("fair", 5*time.Second)
	relay.Become(faults.Blackhole)
	tell("dark")
	says("", 100*time.Millisecond)
	relay.Become(faults.Fair)
	says("dark", 5*time.Second)
	relay.Become(faults.Cut)
	tell("half")
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	heard, err := io.ReadAll(conn) // the echo of the first half may still arrive, in part
	if len(heard) > 2 || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("heard %q, %v from a connection that was cut in the midst of %q", heard, err, "half")
	}
}
