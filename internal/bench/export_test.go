package bench

import (
	"fmt"
	"time"
)

// Script writes the one transaction with a ballot in a log for pgbench.
func Script(log string, known map[string]string) (text string, constants []string, err error) {
	found, err := transactions(log)
	if err != nil || len(found) != 1 {
		return "", nil, fmt.Errorf("%d transactions with ballots: %w", len(found), err)
	}
	text, constants = transaction{name: "x", statements: found[0], known: known}.script()
	return text, constants, nil
}

// Percentile is that of a run with such latencies.
func Percentile(percent int, latencies ...time.Duration) time.Duration {
	return merge([]run{{latencies: latencies}}).percentile(percent)
}
