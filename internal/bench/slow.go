package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// slowed runs a command so that each flush of a file takes longer, with strace,
// which stops at those calls only. The process stays our child.
func slowed(cmd *exec.Cmd, flush time.Duration) *exec.Cmd {
	if flush == 0 {
		return cmd
	}
	calls := "fsync,fdatasync"
	args := []string{
		"-D", "-f", "--seccomp-bpf", "-qqq", "-o", "/dev/null", "-e", "trace=" + calls,
		"-e", fmt.Sprintf("inject=%s:delay_exit=%d", calls, flush.Microseconds()), cmd.Path,
	}
	slow := exec.Command("strace", append(args, cmd.Args[1:]...)...) //nolint:gosec // our own command
	slow.Dir, slow.Env, slow.SysProcAttr = cmd.Dir, cmd.Env, cmd.SysProcAttr
	return slow
}

// bareApart counts bare commits in a process of its own, as its disk is slowed.
func bareApart(ctx context.Context, folder string, flush, span time.Duration) (float64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, fmt.Errorf("find this program: %w", err)
	}
	cmd := slowed(exec.CommandContext(ctx, self, "-bare", folder, "-for", span.String()), flush) //nolint:gosec // ourselves
	out, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("bare commits on a slow disk (strace is needed): %w", err)
	}
	rate, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		return 0, fmt.Errorf("bare commits on a slow disk: %w", err)
	}
	return rate, nil
}

// PrintBare prints how many bare commits a second a database in a folder takes.
func PrintBare(ctx context.Context, out io.Writer, folder string, span time.Duration) error {
	own, err := os.MkdirTemp(folder, "bare-")
	if err != nil {
		return fmt.Errorf("folder for bare commits: %w", err)
	}
	defer func() { _ = os.RemoveAll(own) }()
	b, err := newBare(ctx, own)
	if err != nil {
		return err
	}
	defer b.close()
	rate, err := b.run(ctx, span)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, rate); err != nil {
		return fmt.Errorf("print the rate: %w", err)
	}
	return nil
}
