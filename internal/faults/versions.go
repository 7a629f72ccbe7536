package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// twoVersions lets an old and a new program take turns on one database while
// people vote: on Postgres both serve at once, on SQLite one after the other.
// The old one is built from the commit that FOLKMOOT_FAULTS_OLD names; without it
// both are of the same source, which tries the change and not the difference.
func twoVersions(ctx context.Context, t *Trial) error {
	old, err := t.buildOld(ctx)
	if err != nil {
		return err
	}
	w, err := t.begin(ctx, 16)
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	other := t.newServer(old, t.Dir, w.config.URL)
	crew := w.crew(round, len(w.people))
	if w.name == "" {
		err = takeTurns(ctx, t, crew, other)
	} else {
		err = serveTogether(ctx, t, crew, other)
	}
	if err != nil {
		return err
	}
	return crew.finish(ctx)
}

// takeTurns stops one program and starts the other on what it leaves.
func takeTurns(ctx context.Context, t *Trial, crew *Crew, other *Server) error {
	w := crew.world
	for range t.Size.pick(1, 4, 10) {
		next := other
		other = w.server
		crew.start(ctx)
		err := crew.wait(ctx, fewBallots, answerPatience)
		if err == nil {
			err = other.stop()
		}
		crew.halt()
		if err == nil {
			err = next.start(ctx)
		}
		if err != nil {
			return err
		}
		w.server = next
		t.Counts.Faults.Add(1)
		if err := crew.inspect(ctx, "after a change of version"); err != nil {
			return err
		}
	}
	return nil
}

// serveTogether lets both serve, and stops and starts them in turn.
func serveTogether(ctx context.Context, t *Trial, crew *Crew, other *Server) error {
	if err := other.start(ctx); err != nil {
		return err
	}
	servers := []*Server{crew.world.server, other}
	crew.base = func(voter int) string { return servers[voter%2].URL() }
	for i := range t.Size.pick(1, 4, 10) {
		crew.start(ctx)
		err := crew.wait(ctx, fewBallots, answerPatience)
		if err == nil {
			err = errors.Join(servers[i%2].stop(), servers[i%2].start(ctx))
		}
		if err == nil {
			err = crew.wait(ctx, fewBallots, answerPatience)
		}
		crew.halt()
		if err != nil {
			return err
		}
		t.Counts.Faults.Add(1)
		if err := crew.inspect(ctx, "while two versions serve"); err != nil {
			return err
		}
	}
	return nil
}

// buildOld builds the other program.
func (t *Trial) buildOld(ctx context.Context) (string, error) {
	commit := os.Getenv("FOLKMOOT_FAULTS_OLD")
	if commit == "" {
		t.note("both versions are of the same source; name an older commit in FOLKMOOT_FAULTS_OLD to try a difference")
		return build(ctx, t.Folder, "folkmoot-other", "other")
	}
	root, err := exec.CommandContext(ctx, "git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return "", fmt.Errorf("where the source lies: %w", err)
	}
	source := filepath.Join(t.Folder, "old-source")
	if err := os.MkdirAll(source, 0o700); err != nil {
		return "", fmt.Errorf("folder for the old source: %w", err)
	}
	unpack := exec.CommandContext(ctx, "sh", "-c", `git archive "$0" | tar -x -C "$1"`, commit, source)
	unpack.Dir = strings.TrimSpace(string(root))
	if output, err := unpack.CombinedOutput(); err != nil {
		return "", fmt.Errorf("unpack %s: %w\n%s", commit, err, output)
	}
	path := filepath.Join(t.Folder, "folkmoot-other")
	compile := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-X main.version="+commit, "-o", path, "./cmd/folkmoot")
	compile.Dir, compile.Env = source, append(os.Environ(), "CGO_ENABLED=0")
	if output, err := compile.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", commit, err, output)
	}
	return path, nil
}
