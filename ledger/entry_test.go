package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/ledger"
)

func entry() ledger.Entry {
	return ledger.Entry{
		ID: "01", Process: "mill-abc", Verb: "round.close", Actor: "system", Object: "round/02",
		At: time.Date(2030, time.October, 4, 20, 0, 0, 1000, time.FixedZone("", 7200)),
	}
}

func ExampleEntry_Canonical() {
	canonical, err := entry().Canonical()
	fmt.Println(string(canonical), err)
	// Output: {"id":"01","process":"mill-abc","verb":"round.close","actor":"system","object":"round/02","detail":"","at":"2030-10-04T18:00:00.000001Z"} <nil>
}

func ExampleEntry_Hash() {
	hash, err := entry().Hash()
	fmt.Println(hash, err)
	// Output: itWFgKYsEAw91+rDndMBNCYfStct5D7RBILNjra/Fy8= <nil>
}

// Every field is part of the hash, and the zone in which an instant is told is not.
func TestHashNamesEveryField(t *testing.T) {
	base, err := entry().Hash()
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*ledger.Entry){
		"id":      func(e *ledger.Entry) { e.ID = "x" },
		"process": func(e *ledger.Entry) { e.Process = "x" },
		"verb":    func(e *ledger.Entry) { e.Verb = "x" },
		"actor":   func(e *ledger.Entry) { e.Actor = "x" },
		"object":  func(e *ledger.Entry) { e.Object = "x" },
		"detail":  func(e *ledger.Entry) { e.Detail = "x" },
		"at":      func(e *ledger.Entry) { e.At = e.At.Add(time.Microsecond) },
	} {
		changed := entry()
		change(&changed)
		if hash, err := changed.Hash(); err != nil || hash == base {
			t.Errorf("another %s, the same hash (%v)", name, err)
		}
	}
	elsewhere := entry()
	elsewhere.At = elsewhere.At.UTC()
	if hash, err := elsewhere.Hash(); err != nil || hash != base {
		t.Errorf("told in another zone, another hash (%v)", err)
	}
}
