package actions

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// namelessADay is how many questions without a name one account may ask in a day.
const namelessADay = 5

// A namelessLimit holds floods of questions without a name back, and keeps who
// asked nowhere: it lives in memory only, knows accounts by a hash under a key that
// nobody ever sees, and forgets all of it each day. A server that starts again
// forgets too.
type namelessLimit struct {
	mu    sync.Mutex
	day   string
	key   [32]byte
	asked map[[sha256.Size]byte]int
	tried map[[sha256.Size]byte]bool // requests that are not stored yet
}

// take reports whether an account may ask once more today. A request that is tried
// again, because it could not be stored, counts once.
func (n *namelessLimit) take(account, once string, now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if today := now.UTC().Format(time.DateOnly); n.day != today {
		n.day, n.asked, n.tried = today, map[[sha256.Size]byte]int{}, map[[sha256.Size]byte]bool{}
		_, _ = rand.Read(n.key[:]) // never fails: the program ends if the machine has no random numbers
	}
	who, what := n.hash(account), n.hash(account+" "+once)
	if n.tried[what] {
		return true
	}
	if n.asked[who] >= namelessADay {
		return false
	}
	n.asked[who]++
	n.tried[what] = true
	return true
}

// stored forgets a request whose question is there now: from then on nothing joins
// the two, not even in memory.
func (n *namelessLimit) stored(account, once string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.tried, n.hash(account+" "+once))
}

func (n *namelessLimit) hash(words string) [sha256.Size]byte {
	sum := hmac.New(sha256.New, n.key[:])
	_, _ = sum.Write([]byte(words)) // a hash takes everything
	return [sha256.Size]byte(sum.Sum(nil))
}

// takeNameless returns TooMany if the actor has asked often enough today.
func (c *Call) takeNameless(once string) error {
	limit, account := &c.Service.nameless, c.Actor.AccountID
	if !limit.take(account, once, c.Now) {
		return fault.New(fault.TooMany, "%d questions without a name in a day are the most. Ask with your name, or tomorrow.", namelessADay)
	}
	c.Tx.After(func() { limit.stored(account, once) })
	return nil
}
