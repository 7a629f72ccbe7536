package faults

// Scenarios are all ways to break things, the most telling first.
func Scenarios() []Scenario {
	both := []string{SQLite, Postgres}
	return []Scenario{
		{Name: "kill-server", On: both, Least: Short, Run: killServer},
		{Name: "kill-postgres", On: []string{Postgres}, Least: Short, Run: killPostgres},
		{Name: "race-close", On: both, Least: Short, Run: raceClose},
		{Name: "fail-calls", On: []string{SQLite}, Least: Short, Run: failCalls},
		{Name: "fail-postgres", On: []string{Postgres}, Least: Usual, Run: failPostgres},
		{Name: "network", On: []string{Postgres}, Least: Short, Run: breakNetwork},
		{Name: "full-disk", On: both, Least: Usual, Run: fullDisk},
		{Name: "held-lock", On: both, Least: Usual, Run: holdLock},
		{Name: "slow-clients", On: []string{SQLite}, Least: Usual, Run: slowClients},
		{Name: "slow-readers", On: both, Least: Usual, Run: slowReaders},
		{Name: "clock", On: both, Least: Usual, Run: jumpClock},
		{Name: "backup", On: both, Least: Usual, Run: backUp},
		{Name: "cp", On: []string{SQLite}, Least: Usual, Run: copyFiles},
		{Name: "versions", On: both, Least: Usual, Run: twoVersions},
	}
}
