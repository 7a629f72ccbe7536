package voting

import (
	"slices"
	"sync"
)

// crew tries the sections of a stride: one after the other, and as soon as that
// turns out to be much work, two at a time. This is the only place in the
// package with a second goroutine: raising the shares of a city in small steps
// takes a second, and little more than half of that with another core.
//
// Nothing but time depends on who tries what when. What becomes of a section is
// decided by the section alone; sections are handed out in the order of their
// rungs, with the work that led to them; and what was tried behind the one that
// ends the climb is forgotten.
type crew struct {
	search *search
	mutex  sync.Mutex
	change *sync.Cond // of what stands below
	line   []*job     // the lowest rungs last
	over   bool       // nobody needs more
	helped bool
	helper sync.WaitGroup
}

// job is a section with what has become of it.
type job struct {
	section
	state state
}

type state int

const (
	waiting state = iota
	running
	done
)

const (
	// plenty is the work from which on a second goroutine pays.
	plenty = 5_000_000
	// large is the number of choices from which on a heat is work enough.
	large = 10_000
)

func newCrew(s *search, all section) *crew {
	c := &crew{search: s, line: []*job{{section: all}}}
	c.change = sync.NewCond(&c.mutex)
	return c
}

// next returns the next section that was not cut, nil if there is none.
func (c *crew) next() *section {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for len(c.line) > 0 {
		last := len(c.line) - 1
		if at := c.line[last]; at.state == done {
			c.line = c.line[:last]
			return &at.section
		}
		c.ask(c.line[last])
		c.step(c.search.est[0])
	}
	return nil
}

// ask gets help if there was much work already.
func (c *crew) ask(at *job) {
	if c.helped || len(c.search.projects) < large || c.search.work+at.work < plenty {
		return
	}
	c.helped = true
	c.helper.Go(c.help)
}

// help tries sections until nobody needs more. If there is something wrong with
// one, whoever waits for it will see.
func (c *crew) help() {
	defer func() { _ = recover() }()
	est := c.search.second()
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for !c.over {
		c.step(est)
	}
}

// step tries the lowest section that waits, or waits for one itself.
func (c *crew) step(est *estimate) {
	for i := len(c.line) - 1; i >= 0; i-- {
		if c.line[i].state == waiting {
			c.try(c.line[i], est)
			return
		}
	}
	c.change.Wait()
}

// try lets others go on meanwhile.
func (c *crew) try(at *job, est *estimate) {
	at.state = running
	c.mutex.Unlock()
	tried := false
	defer func() {
		c.mutex.Lock()
		at.state = waiting
		if tried {
			c.settle(at)
		}
		c.change.Broadcast()
	}()
	c.search.try(est, &at.section)
	tried = true
}

// settle puts the parts of a section in its place.
func (c *crew) settle(at *job) {
	if at.parts == nil {
		at.state = done
		return
	}
	i := slices.Index(c.line, at)
	c.line = slices.Replace(c.line, i, i+1, &job{section: at.parts[1]}, &job{section: at.parts[0]})
}

// dismiss ends the work.
func (c *crew) dismiss() {
	c.mutex.Lock()
	c.over = true
	c.change.Broadcast()
	c.mutex.Unlock()
	c.helper.Wait()
}
