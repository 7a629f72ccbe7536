package actions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// Sheets are the ballots on paper of a round, as they are typed in.
type Sheets struct {
	Handed int     `json:"handed" doc:"Members who were given a sheet"`
	Items  []Sheet `json:"items" doc:"By their serial numbers"`
}

// A Sheet is a ballot on paper. Each is typed in twice.
type Sheet struct {
	Serial  string       `json:"serial"`
	Entries []SheetEntry `json:"entries"`
	State   string       `json:"state" enum:"once,same,different" doc:"Typed in once only; twice and the same; or something else each time"`
}

// A SheetEntry is what somebody read on a sheet.
type SheetEntry struct {
	Entry   int            `json:"entry" enum:"1,2"`
	By      string         `json:"by" doc:"A name"`
	Choices models.Choices `json:"choices,omitempty" doc:"Only if the two differ, so that nobody copies"`
}

// AtVoter names somebody on the roll of a round.
type AtVoter struct {
	AtRound
	Member string `path:"member" maxLength:"60"`
}

// A Desk is the roll as whoever hands out sheets needs it.
type Desk struct {
	Items []DeskVoter `json:"items" doc:"By name"`
}

// A DeskVoter is somebody on the roll. Whether they have voted here is told only
// when a sheet is asked for.
type DeskVoter struct {
	Member string `json:"member"`
	Name   string `json:"name"`
	Handed bool   `json:"handed" doc:"They were given a sheet"`
}

// ReadDesk lists the roll of a round with those who were given a sheet.
var ReadDesk = Read[AtRound, models.Round, Desk]{
	Verb: access.PaperDesk,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (Desk, error) {
		rows, err := models.ListRollEntries(l.Query, r.ID)
		if err != nil {
			return Desk{}, err
		}
		ids := make([]string, len(rows))
		for i, row := range rows {
			ids[i] = row.MemberID
		}
		names, err := models.Names(l.Query, r.ProcessID, ids)
		desk := Desk{Items: make([]DeskVoter, len(rows))}
		for i, row := range rows {
			desk.Items[i] = DeskVoter{Member: row.MemberID, Name: names[row.MemberID], Handed: row.Paper}
		}
		slices.SortStableFunc(desk.Items, func(a, b DeskVoter) int { return strings.Compare(text.Fold(a.Name), text.Fold(b.Name)) })
		return desk, err
	},
}

func findPaperRound(q database.Query, at AtRound) (Found[models.Round], error) {
	found, err := findRoundAlone(q, at)
	if err == nil && found.Object.Paper == ledger.PaperNone {
		return Found[models.Round]{}, fault.Gone("vote on paper")
	}
	return found, err
}

// HandSheet notes that somebody on the roll is given a sheet. By the rule that
// was named before the opening, either their ballot here is taken back, or they
// get no sheet if they have sent one.
var HandSheet = Write[AtVoter, models.Round, Accepted]{
	Verb: access.PaperHand,
	Find: func(q database.Query, in AtVoter) (Found[models.Round], error) { return findPaperRound(q, in.AtRound) },
	Do: func(c *Call, in AtVoter, r models.Round) (Accepted, error) {
		entry, err := models.FindRollEntry(c.Query, r.ID, in.Member)
		if err != nil {
			return Accepted{}, err
		}
		if entry.Voted && !entry.Paper && r.Paper == ledger.PaperOnlineCounts {
			return Accepted{}, fault.New(fault.Conflict, "This person has voted online, and that ballot counts. Hand out no sheet.")
		}
		c.About("round", r.ID)
		c.Note("a sheet was handed out")
		if err := models.SetAside(c.Tx, r, in.Member); err != nil {
			return Accepted{}, err
		}
		return Accepted{}, models.HandSheet(c.Tx, r, in.Member, true)
	},
}

// ReturnSheet notes that a sheet came back unused; its voter may vote online.
var ReturnSheet = Write[AtVoter, models.Round, Accepted]{
	Verb: access.PaperReturn,
	Find: func(q database.Query, in AtVoter) (Found[models.Round], error) { return findPaperRound(q, in.AtRound) },
	Do: func(c *Call, in AtVoter, r models.Round) (Accepted, error) {
		c.About("round", r.ID)
		c.Note("a sheet came back unused")
		return Accepted{}, models.HandSheet(c.Tx, r, in.Member, false)
	},
}

// AtSheet names a sheet of a round by its serial number.
type AtSheet struct {
	AtRound
	Serial string `path:"serial" maxLength:"40" pattern:"^[0-9A-Za-z-]+$"`
}

// TypedSheet is the input of TypeSheet.
type TypedSheet struct {
	AtSheet
	Body struct {
		Entry   int            `json:"entry" enum:"1,2" doc:"Each sheet is typed in twice, best by two people"`
		Choices models.Choices `json:"choices"`
	}
}

// TypeSheet types in a ballot on paper, once the voting has ended.
var TypeSheet = Write[TypedSheet, models.Round, Sheet]{
	Verb: access.PaperType,
	Find: func(q database.Query, in TypedSheet) (Found[models.Round], error) {
		return findPaperRound(q, in.AtRound)
	},
	Do: func(c *Call, in TypedSheet, r models.Round) (Sheet, error) {
		choices, err := c.canonical(r, in.Body.Choices)
		if err != nil {
			return Sheet{}, err
		}
		if choices == ledger.TakenBack {
			return Sheet{}, fault.Field("choices", "A sheet on which nothing is chosen is not typed in.")
		}
		c.About("round", r.ID)
		c.Note("sheet %s, entry %d", in.Serial, in.Body.Entry)
		sheet := models.Sheet{RoundID: r.ID, Serial: in.Serial, Entry: in.Body.Entry, Choices: choices, MemberID: c.Member.ID}
		if err := models.TypeSheet(c.Tx, sheet); err != nil {
			return Sheet{}, err
		}
		sheets, err := c.sheets(r)
		if err != nil {
			return Sheet{}, err
		}
		for _, typed := range sheets.Items {
			if typed.Serial == in.Serial {
				return typed, nil
			}
		}
		return Sheet{}, fault.Gone("sheet")
	},
}

// DropSheet forgets a sheet that was typed in by mistake.
var DropSheet = Write[AtSheet, models.Round, Accepted]{
	Verb: access.PaperDrop,
	Find: func(q database.Query, in AtSheet) (Found[models.Round], error) { return findPaperRound(q, in.AtRound) },
	Do: func(c *Call, in AtSheet, r models.Round) (Accepted, error) {
		c.About("round", r.ID)
		c.Note("sheet %s is not there", in.Serial)
		return Accepted{}, models.DropSheet(c.Tx, r.ID, in.Serial)
	},
}

// ListSheets shows what was typed in, and where two entries differ.
var ListSheets = Read[AtRound, models.Round, Sheets]{
	Verb: access.PaperList,
	Find: findRound,
	Show: func(l *Look, _ AtRound, r models.Round) (Sheets, error) { return l.sheets(r) },
}

func (l *Look) sheets(r models.Round) (Sheets, error) {
	handed, err := models.CountHanded(l.Query, r.ID)
	if err != nil {
		return Sheets{}, err
	}
	rows, err := models.ListSheets(l.Query, r.ID)
	if err != nil {
		return Sheets{}, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.MemberID
	}
	names, err := models.Names(l.Query, r.ProcessID, ids)
	if err != nil {
		return Sheets{}, err
	}
	view := Sheets{Handed: handed, Items: []Sheet{}}
	for _, pair := range pairs(rows) {
		sheet, err := sheetOf(pair, names)
		if err != nil {
			return Sheets{}, err
		}
		view.Items = append(view.Items, sheet)
	}
	return view, nil
}

// pairs are the entries of each sheet; they come sorted by serial number.
func pairs(rows []models.Sheet) [][]models.Sheet {
	var all [][]models.Sheet
	for _, row := range rows {
		if last := len(all) - 1; last >= 0 && all[last][0].Serial == row.Serial {
			all[last] = append(all[last], row)
			continue
		}
		all = append(all, []models.Sheet{row})
	}
	return all
}

func stateOf(pair []models.Sheet) string {
	switch {
	case len(pair) < 2:
		return "once"
	case pair[0].Choices != pair[1].Choices:
		return "different"
	default:
		return "same"
	}
}

func sheetOf(pair []models.Sheet, names map[string]string) (Sheet, error) {
	sheet := Sheet{Serial: pair[0].Serial, State: stateOf(pair)}
	for _, row := range pair {
		entry := SheetEntry{Entry: row.Entry, By: names[row.MemberID]}
		if sheet.State == "different" {
			choices, err := models.DecodeChoices(row.Choices)
			if err != nil {
				return Sheet{}, err
			}
			entry.Choices = choices
		}
		sheet.Entries = append(sheet.Entries, entry)
	}
	return sheet, nil
}

// paperBallots are the ballots on paper of a round, with commitments like all
// others. It returns Conflict if a sheet was not typed in twice and the same, or
// if there are more sheets than were handed out.
func (c *Call) paperBallots(r models.Round) ([]models.SealedBallot, error) {
	rows, err := models.ListSheets(c.Query, r.ID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var ballots []models.SealedBallot
	var commitments, unlike []string
	for _, pair := range pairs(rows) {
		if stateOf(pair) != "same" {
			unlike = append(unlike, pair[0].Serial)
			continue
		}
		opening := ledger.Opening{Nonce: models.NewNonce(), Choices: pair[0].Choices}
		sealed := models.SealedBallot{
			Nonce: opening.Nonce, Choices: opening.Choices, Commitment: opening.Commitment(r.ID, r.RulesHash), Serial: pair[0].Serial,
		}
		ballots, commitments = append(ballots, sealed), append(commitments, sealed.Commitment)
	}
	if err := c.allSheetsAgree(r, unlike, len(ballots)); err != nil {
		return nil, err
	}
	if err := models.AddCommitments(c.Tx, r.ID, commitments...); err != nil {
		return nil, err
	}
	return ballots, models.DropSheets(c.Tx, r.ID)
}

func (c *Call) allSheetsAgree(r models.Round, unlike []string, sheets int) error {
	if len(unlike) > 0 {
		return fault.New(fault.Conflict, "These sheets were not yet typed in twice and the same: %s.",
			text.Excerpt(strings.Join(unlike, ", "), models.ExcerptLength))
	}
	handed, err := models.CountHanded(c.Query, r.ID)
	if err == nil && sheets > handed {
		return fault.New(fault.Conflict, "%s were typed in, and %d handed out. Look which one is there twice.",
			fmt.Sprintf("%d sheets", sheets), handed)
	}
	return err
}
