package voting

// The traces of rules that count in stages or compare pairs. They are parts of
// an [Outcome]; votes of type string are exact, "a/b" in lowest terms or "a".

// Stage is one stage of a count by irv or stv: what each project had, and what
// was decided from it. The votes of all standings and Exhausted add up to the
// number of ballots that rank something.
type Stage struct {
	// Number counts from 1.
	Number int `json:"number"`
	// Quota is the number of votes that elects at this stage.
	Quota int64 `json:"quota"`
	// Standings are the projects that have not gone out, those elected earlier
	// with them, most votes first; equal ones in the order of the tie-break.
	Standings []Standing `json:"standings"`
	// Exhausted are the votes on papers that name no project any more to which
	// they could go.
	Exhausted string `json:"exhausted"`
	// Elected were elected at this stage, in their order.
	Elected []string `json:"elected,omitempty"`
	// Surplus is the project, elected here or earlier, whose votes above the
	// quota moved on after this stage; SurplusVotes how many those were; and
	// TransferValue what each paper was then worth of what it was worth before.
	Surplus       string `json:"surplus,omitempty"`
	SurplusVotes  string `json:"surplusVotes,omitempty"`
	TransferValue string `json:"transferValue,omitempty"`
	// Eliminated is the project that went out, and whose papers moved on.
	Eliminated string `json:"eliminated,omitempty"`
}

// Standing is a project with its votes.
type Standing struct {
	Project string `json:"project"`
	Votes   string `json:"votes"`
}

// Pairwise is a count pair by pair. Rows and columns of its tables stand in
// the order of Ranking.
type Pairwise struct {
	// Ranking are all projects, from the first place to the last.
	Ranking []string `json:"ranking"`
	// Wins[a][b] is the number of ballots that put project a before project b.
	Wins [][]int64 `json:"wins"`
	// Locks are, by ranked-pairs, all pairs that a majority decided, in the order
	// in which they were looked at.
	Locks []Lock `json:"locks,omitempty"`
	// Paths[a][b] is, by schulze, the strongest path from a to b.
	Paths [][]Strength `json:"paths,omitempty"`
}

// Lock is a pair of projects: more ballots put the winner first.
type Lock struct {
	Winner string `json:"winner"`
	Loser  string `json:"loser"`
	Strength
	// Skipped tells that the pair was passed over, as the pairs locked before
	// already put the loser first.
	Skipped bool `json:"skipped,omitempty"`
}

// Strength is how strongly one project is put before another: the ballots For
// that and those Against. More For is stronger, and of equal ones fewer
// Against. Of a path it is that of its weakest step, and zero if there is none.
type Strength struct {
	For     int64 `json:"for"`
	Against int64 `json:"against"`
}
