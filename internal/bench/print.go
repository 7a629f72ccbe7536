package bench

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
)

// Print measures all elections of a folder, and prints the tables. If there are
// none it says how to get them, which is no error.
func Print(out io.Writer, folder string) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.pb"))
	if err != nil {
		return fmt.Errorf("the folder %s: %w", folder, err)
	}
	if len(paths) == 0 {
		_, err := fmt.Fprintf(out, "There are no large elections in %s: nothing to measure. "+
			"Set FOLKMOOT_PABULIB to a folder with large/*.pb from pabulib.org.\n", folder)
		return err //nolint:wrapcheck // it says enough
	}
	if _, err := fmt.Fprintf(out, "Measuring %d elections in %s. Rankings and points are read as approval.\n\n", len(paths), folder); err != nil {
		return err //nolint:wrapcheck // it says enough
	}
	var all []measurement
	for _, path := range paths {
		m, err := measure(path)
		if err != nil {
			return err
		}
		all = append(all, m)
	}
	return tables(out, all)
}

func tables(out io.Writer, all []measurement) error {
	err := table(out, "Reading and memory, in milliseconds and megabytes; × is how many times the file.\n"+
		"The profile is what is kept of all ballots; most is what the program ever held, with all counts.", sizes(all))
	if err == nil {
		err = table(out, "Counting, in milliseconds, by cost, the fastest of three.", times(all))
	}
	for i, name := range []string{"Equal shares", "Equal shares, add1", "Phragmén"} {
		if err == nil {
			err = table(out, name+", in seconds, beside others.", beside(all, i))
		}
	}
	if err == nil {
		_, err = fmt.Fprintln(out, aboutOthers)
	}
	return err //nolint:wrapcheck // it says enough
}

// table prints rows, the first of them the titles.
func table(out io.Writer, title string, rows [][]string) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	width := 0
	for _, cells := range rows {
		width = max(width, len([]rune(cells[0])))
	}
	_, err := fmt.Fprintf(w, "%s\n\n", title)
	for _, cells := range rows {
		if err == nil {
			_, err = fmt.Fprintf(w, "%-*s\t%s\t\n", width, cells[0], strings.Join(cells[1:], "\t"))
		}
	}
	if err == nil {
		_, err = fmt.Fprintln(w)
	}
	if err != nil {
		return err //nolint:wrapcheck // it says enough
	}
	return w.Flush() //nolint:wrapcheck // it says enough
}

func sizes(all []measurement) [][]string {
	rows := [][]string{{"", "ballots", "distinct", "file", "read", "profile", "", "most", ""}}
	for _, m := range all {
		rows = append(rows, []string{
			m.name, fmt.Sprint(m.ballots), fmt.Sprint(m.distinct), megabytes(m.file), milliseconds(m.read),
			megabytes(m.profile), multiple(float64(m.profile), float64(m.file)), megabytes(m.top), multiple(float64(m.top), float64(m.file)),
		})
	}
	return rows
}

func times(all []measurement) [][]string {
	titles := []string{""}
	for _, c := range counts {
		titles = append(titles, c.name)
	}
	rows := [][]string{append(titles, "increments of add1")}
	for _, m := range all {
		cells := []string{m.name}
		for _, lasted := range m.counts {
			cells = append(cells, milliseconds(lasted))
		}
		rows = append(rows, append(cells, m.increments))
	}
	return rows
}

// beside sets one count, by its position, beside those of the others.
func beside(all []measurement, which int) [][]string {
	titles := []string{"", "ours"}
	for _, name := range programs {
		titles = append(titles, name, "")
	}
	rows := [][]string{titles}
	for _, m := range all {
		ours, f := m.counts[which], others[m.name]
		cells := []string{m.name, fmt.Sprintf("%.3f", ours.Seconds())}
		for _, other := range [][3]figure{f.none, f.add1, f.phragmen}[which] {
			cells = append(cells, other.text(), other.against(ours))
		}
		rows = append(rows, cells)
	}
	return rows
}

func (f figure) text() string {
	switch {
	case f.seconds == 0:
		return "-"
	case f.stopped:
		return fmt.Sprintf("> %g", f.seconds)
	default:
		return fmt.Sprintf("%g", f.seconds)
	}
}

// against is how many times as long as ours it took.
func (f figure) against(ours time.Duration) string {
	if f.seconds == 0 {
		return ""
	}
	if f.stopped {
		return "> " + multiple(f.seconds, ours.Seconds())
	}
	return multiple(f.seconds, ours.Seconds())
}

func multiple(of, base float64) string {
	if base <= 0 {
		return ""
	}
	switch r := of / base; {
	case r < 10:
		return fmt.Sprintf("× %.1f", r)
	default:
		return fmt.Sprintf("× %.0f", r)
	}
}

func megabytes(n uint64) string { return fmt.Sprintf("%.1f", float64(n)/1e6) }

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1e3) }
