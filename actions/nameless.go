package actions

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
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
}

// take reports whether an account may ask once more today.
func (n *namelessLimit) take(account string, now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if today := now.UTC().Format(time.DateOnly); n.day != today {
		n.day, n.asked = today, map[[sha256.Size]byte]int{}
		_, _ = rand.Read(n.key[:]) // never fails: the program ends if the machine has no random numbers
	}
	sum := hmac.New(sha256.New, n.key[:])
	_, _ = sum.Write([]byte(account)) // a hash takes everything
	who := [sha256.Size]byte(sum.Sum(nil))
	if n.asked[who] >= namelessADay {
		return false
	}
	n.asked[who]++
	return true
}
