package faults

// Scenarios are all ways to break things, the most telling first.
func Scenarios() []Scenario {
	both := []string{SQLite, Postgres}
	return []Scenario{
		{Name: "kill-server", On: both, Least: Short, Run: killServer},
	}
}
