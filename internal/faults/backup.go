package faults

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
)

// backUp saves the database under load, destroys it, restores it elsewhere, and
// looks what is there: everything that was acknowledged before the backup began.
func backUp(ctx context.Context, t *Trial) error {
	if !t.knows(ctx, "backup") {
		return notRun("this version has no command backup")
	}
	w, err := t.begin(ctx, t.Size.pick(12, 24, 32))
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	for i := range t.Size.pick(1, 3, 10) {
		if err := drill(ctx, w, crew, i); err != nil {
			return err
		}
	}
	return crew.finish(ctx)
}

// knows tells whether the program has a command.
func (t *Trial) knows(ctx context.Context, command string) bool {
	output, err := exec.CommandContext(ctx, t.Program, "--help").CombinedOutput()
	return err == nil && strings.Contains(string(output), "\n  "+command+" ")
}

// tool runs a command of the program on some data.
func (t *Trial) tool(ctx context.Context, data, url string, args ...string) (string, error) {
	args = append(args, "--data-dir", data)
	if url != "" {
		args = append(args, "--database-url", url)
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, t.Program, args...)
	cmd.Stdout, cmd.Stderr = &said, &said // no more than a few lines
	if err := cmd.Run(); err != nil {
		return said.String(), fmt.Errorf("folkmoot %s: %w: %s", args[0], err, said.String())
	}
	return said.String(), nil
}

// drill makes one backup while everybody votes and restores it beside the server.
func drill(ctx context.Context, w *World, crew *Crew, number int) error {
	t := w.trial
	crew.start(ctx)
	defer crew.halt()
	if err := crew.wait(ctx, 2*fewBallots, answerPatience); err != nil {
		return err
	}
	file := filepath.Join(t.Dir, fmt.Sprintf("backup-%d", number))
	began := crew.history.elapsed()
	if _, err := t.tool(ctx, t.Dir, w.config.URL, "backup", file); err != nil {
		return err
	}
	ended := crew.history.elapsed()
	t.Counts.Faults.Add(1)
	if err := crew.wait(ctx, fewBallots, answerPatience); err != nil {
		return err
	}
	crew.halt()
	restored := filepath.Join(t.Dir, fmt.Sprintf("restored-%d", number))
	name, url, err := t.home(ctx)
	if err != nil {
		return err
	}
	if _, err := t.tool(ctx, restored, url, "restore", file); err != nil {
		return err
	}
	if err := crew.compareReceipts(ctx, restored, url, began, ended); err != nil {
		return err
	}
	return crew.compareRestored(ctx, restored, name, url, began, ended)
}

// compareReceipts asks what was restored which receipts it lacks: none from before
// the backup began, and each from after it had ended.
func (c *Crew) compareReceipts(ctx context.Context, data, url string, began, ended time.Duration) error {
	t := c.world.trial
	if c.round.RulesHash == "" || !t.knows(ctx, "receipts") {
		return nil
	}
	folder, err := os.MkdirTemp(t.Dir, "receipts-")
	if err != nil {
		return fmt.Errorf("folder for receipts: %w", err)
	}
	all, args := map[string]held{}, []string{"receipts"}
	for _, v := range c.voters {
		for i, text := range v.slip.receipts() {
			path := filepath.Join(folder, fmt.Sprintf("%d-%d", v.number, i))
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				return fmt.Errorf("keep a receipt: %w", err)
			}
			all[path], args = v.held(i), append(args, path)
		}
	}
	said, err := t.tool(ctx, data, url, args...)
	here, missing := 0, 0
	for line := range strings.Lines(said) {
		path, state, _ := strings.Cut(line, ": ")
		h, known := all[path]
		delete(all, path)
		switch isHere := strings.HasPrefix(state, "here"); {
		case !known:
		case isHere && h.call > ended && !h.again:
			t.violate("a receipt from after the backup is said to be in it")
		case !isHere && h.answered < began:
			t.violate("a receipt from before the backup is said to be missing: %s", state)
		case isHere:
			here++
		default:
			missing++
		}
	}
	if len(all) > 0 {
		t.violate("of %d receipts nothing was said: %s %v", len(all), firstLines(said, 3), err)
	}
	t.note("of all receipts %d are restored and %d are missing", here, missing)
	return nil
}

// held is when a receipt was asked for and answered.
type held struct {
	call, answered time.Duration
	again          bool // it may have been stored at an earlier try
}

func (v *Voter) held(i int) held {
	return held{call: v.done[i].Call, answered: v.done[i].Return, again: v.again[i]}
}

// compareRestored starts a server on a restored backup and looks for what had
// been acknowledged before the backup began.
func (c *Crew) compareRestored(ctx context.Context, data, name, url string, began, ended time.Duration) error {
	t := c.world.trial
	server := t.newServer(t.Program, data, url)
	if err := server.start(ctx); err != nil {
		return err
	}
	defer server.kill()
	there := &World{
		trial: t, server: server, name: name,
		config: database.Config{URL: url, Path: filepath.Join(data, "folkmoot.db"), Pool: 2},
	}
	found, err := there.stored(ctx, c.round.ID)
	if err != nil {
		return err
	}
	behind := 0
	for _, v := range c.voters {
		own := c.history.of(v.number)
		ballot := append(found[v.number], 0)[0]
		if !couldHold(own, ballot, began, ended) {
			t.Counts.Lost.Add(1)
			t.violate("a backup lacks what voter %d was answered before it began: it has %s", v.number, describe(ballot))
		}
		if e := expect(own); e.last != ballot {
			behind++
		}
	}
	t.note("restored in good order; of %d voters %d sent something later than the backup, which it lacks", len(c.voters), behind)
	return there.integrity(ctx)
}

// couldHold tells whether a copy that was made between two instants may hold a
// ballot: the last that was acknowledged before, or one that was sent meanwhile.
func couldHold(own []Event, ballot int, began, ended time.Duration) bool {
	before := []Event{}
	for _, e := range own {
		switch {
		case e.Deed != Cast && e.Deed != Withdraw || e.Result == Nothing || e.Result == Refused:
		case e.Return < began:
			before = append(before, e)
		case e.Call <= ended && e.Ballot == ballot:
			return true
		}
	}
	e := expect(before)
	for _, possible := range append(e.open, e.last) {
		if possible == ballot {
			return true
		}
	}
	return false
}

// copyFiles shows why there is a command for backups: it copies the files of the
// embedded database as cp does, and counts what such copies are worth. Nothing is
// promised of them.
func copyFiles(ctx context.Context, t *Trial) error {
	w, err := t.begin(ctx, 24)
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	crew.think = 2 * time.Millisecond
	crew.start(ctx)
	tried, corrupt, lacking := t.Size.pick(2, 12, 40), 0, 0
	for i := range tried {
		if err := crew.wait(ctx, 5*fewBallots, answerPatience); err != nil {
			return err
		}
		began := crew.history.elapsed()
		complaint, missing := t.copyOnce(ctx, w, crew, filepath.Join(t.Dir, fmt.Sprintf("cp-%d", i)), i%2 == 0, began)
		switch {
		case complaint != "":
			corrupt++
		case missing > 0:
			lacking++
		}
		t.Counts.Faults.Add(1)
	}
	crew.halt()
	t.note("of %d copies by cp under load %d were corrupt and %d opened but lacked acknowledged ballots", tried, corrupt, lacking)
	return crew.finish(ctx)
}

// copyOnce copies the database, with its log or without, and tells what is wrong
// with the copy.
func (t *Trial) copyOnce(ctx context.Context, w *World, crew *Crew, folder string, log bool, began time.Duration) (string, int) {
	files := []string{"folkmoot.db"}
	if log {
		files = append(files, "folkmoot.db-wal")
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err.Error(), 0
	}
	defer func() { _ = os.RemoveAll(folder) }()
	for _, name := range files {
		if err := copyFile(filepath.Join(t.Dir, name), filepath.Join(folder, name)); err != nil {
			return err.Error(), 0
		}
		pause(ctx, 300*time.Millisecond)
	}
	ended := crew.history.elapsed()
	there := &World{trial: t, config: database.Config{Path: filepath.Join(folder, "folkmoot.db"), Pool: 1}}
	complaint, err := soundnessOf(ctx, there.config.Path)
	if err != nil {
		return err.Error(), 0
	}
	found, err := there.stored(ctx, crew.round.ID)
	if err != nil {
		return err.Error(), 0
	}
	missing := 0
	for _, v := range crew.voters {
		if !couldHold(crew.history.of(v.number), append(found[v.number], 0)[0], began, ended) {
			missing++
		}
	}
	return complaint, missing
}
