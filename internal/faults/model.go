package faults

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"
)

// box is the ballot box as one voter sees it: what lies in it, what may still
// come into it because nobody answered, and whether it is closed.
type box struct {
	ballot  int
	pending string // of ballots that may have been stored, each as "7,"
	closed  int
}

const (
	open = iota
	maybeClosed
	closed
)

func mark(ballot int) string { return fmt.Sprintf("%d,", ballot) }

// with adds a ballot that may come; equal sets are equal texts.
func (b box) with(ballot int) box {
	parts := strings.SplitAfter(b.pending, ",")
	if !slices.Contains(parts, mark(ballot)) {
		parts = append(parts, mark(ballot))
		slices.Sort(parts)
		b.pending = strings.Join(parts, "")
	}
	return b
}

// may tells whether a ballot is what a reader may find.
func (b box) may(ballot int) bool {
	return b.ballot == ballot || slices.Contains(strings.SplitAfter(b.pending, ","), mark(ballot))
}

// settled is the box after an acknowledged ballot: whatever was pending has come
// before it or never will.
func (b box) settled(ballot int) box { return box{ballot: ballot, closed: b.closed} }

// seen is the box after somebody read it.
func (b box) seen(ballot int) box {
	if b.ballot == ballot {
		return b
	}
	parts := slices.DeleteFunc(strings.SplitAfter(b.pending, ","), func(p string) bool { return p == mark(ballot) })
	b.ballot, b.pending = ballot, strings.Join(parts, "")
	return b
}

// step says whether a ballot box may answer so, and how it is afterwards.
func (b box) step(e Event) (bool, box) {
	switch {
	case e.Deed == Close:
		return b.shut(e)
	case e.Result == Over:
		fits := b.closed != open
		b.closed = closed
		return fits, b
	case e.Deed == Read && e.Result == Done, e.Deed == Read && e.Result == Absent:
		return b.may(e.Ballot), b.seen(e.Ballot)
	case e.Deed == Read, e.Result == Nothing, e.Result == Refused:
		return true, b
	case e.Result == Done:
		return b.closed != closed, b.settled(e.Ballot)
	case e.Result == Absent: // nothing to take back
		return b.may(0), b.settled(0)
	case b.closed == closed:
		return true, b
	default:
		return true, b.with(e.Ballot)
	}
}

func (b box) shut(e Event) (bool, box) {
	switch e.Result {
	case Done:
		b.closed = closed
	case Over:
		return b.closed != open, b
	case Unknown:
		b.closed = max(b.closed, maybeClosed)
	default:
	}
	return true, b
}

// judge asks whether one ballot box could have answered as the history of a voter
// says, with the closes that everybody sees.
func judge(own, closes []Event) porcupine.CheckResult {
	model := porcupine.Model{
		Init: func() any { return box{} },
		Step: func(state, input, _ any) (bool, any) {
			b, _ := state.(box)
			e, _ := input.(Event)
			return b.step(e)
		},
	}
	var operations []porcupine.Operation
	for _, e := range slices.Concat(own, closes) {
		operations = append(operations, porcupine.Operation{
			ClientId: e.Voter + 1, Input: e, Call: int64(e.Call), Return: int64(e.Return),
		})
	}
	return porcupine.CheckOperationsTimeout(model, operations, judgeTime)
}

const judgeTime = 20 * time.Second
