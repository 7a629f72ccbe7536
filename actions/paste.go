package actions

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/sheet"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// Pasted is the input of PreviewProposals.
type Pasted struct {
	At
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"200000" doc:"Rows as they were copied out of a spreadsheet, or CSV"`
	}
}

// PastedProposals are the proposals that rows would become.
type PastedProposals struct {
	Rows    []PastedRow `json:"rows"`
	Columns []string    `json:"columns" doc:"What each column was taken for; empty for one that is left out"`
	Named   bool        `json:"named" doc:"The first row named the columns"`
}

// A PastedRow is a row as it was understood, with what would have to be mended.
type PastedRow struct {
	Kind string `json:"kind" enum:"agenda_item,symbolic_change"`
	ProposalText
	Errors    []RowError `json:"errors"`
	SameTitle string     `json:"same_title" enum:"process,rows," doc:"There is such a title in the process already, or in a row above"`
}

// A RowError says what would have to be mended in a cell.
type RowError struct {
	Field   string `json:"field" enum:"kind,title,text,minutes,symbol,stands_for,wish,small_action,tags"`
	Message string `json:"message"`
}

const (
	mostRows    = 500
	longestCell = 25_000 // bytes, or so many that a proposal's text cannot be meant
)

// PreviewProposals shows what would become of rows of a spreadsheet.
var PreviewProposals = Read[Pasted, models.Process, PastedProposals]{
	Verb: access.ProposalPreview,
	Find: inProcess[Pasted],
	Show: func(l *Look, in Pasted, p models.Process) (PastedProposals, error) {
		rows, err := sheet.Read(in.Body.Text, mostRows+1)
		switch {
		case errors.Is(err, sheet.ErrTooLong):
			return PastedProposals{}, tooManyRows()
		case err != nil:
			return PastedProposals{}, fault.Field("text", "These rows could not be read. Please copy the cells out of the spreadsheet once more.")
		case len(rows) == 0:
			return PastedProposals{}, fault.Field("text", "There are no rows in this.")
		}
		columns, named := columnsOf(rows)
		view := PastedProposals{Rows: []PastedRow{}, Columns: columns, Named: named}
		if named {
			rows = rows[1:]
		}
		if len(rows) > mostRows {
			return PastedProposals{}, tooManyRows()
		}
		for i, cells := range rows {
			if slices.ContainsFunc(cells, func(cell string) bool { return len(cell) > longestCell }) {
				return PastedProposals{}, fault.Field("text", "Row %d has a cell that is longer than any text may be. Is there a quotation mark too many before it?", i+1)
			}
			view.Rows = append(view.Rows, pastedRow(columns, cells))
		}
		titles, err := models.ListTitles(l.Query, p.ID)
		markSameTitles(view.Rows, titles)
		return view, err
	},
}

func tooManyRows() error {
	return fault.Field("text", "At most %d rows at a time, please.", mostRows)
}

// headings are the names of columns, folded; the fields in their usual order.
var (
	fields   = []string{"kind", "title", "text", "minutes", "symbol", "stands_for", "wish", "small_action", "tags"}
	headings = map[string][]string{
		"kind":         {"kind", "type", "sort"},
		"title":        {"title", "name", "headline", "proposal", "topic"},
		"text":         {"text", "description", "details", "why", "explanation"},
		"minutes":      {"minutes", "min", "duration", "time", "length", "minutes wished"},
		"symbol":       {"symbol", "the symbol"},
		"stands_for":   {"stands for", "stands_for", "meaning", "what it stands for"},
		"wish":         {"wish", "change or hold"},
		"small_action": {"small action", "small_action", "action", "first step"},
		"tags":         {"tags", "tag", "keywords", "labels"},
	}
)

// columnsOf tells what the columns are: by the names in the first row, or else by
// their places.
func columnsOf(rows [][]string) (columns []string, named bool) {
	columns = make([]string, len(rows[0]))
	for i, cell := range rows[0] {
		for field, names := range headings {
			if slices.Contains(names, text.Fold(cell)) && !slices.Contains(columns, field) {
				columns[i] = field
			}
		}
	}
	if slices.Contains(columns, "title") {
		return columns, true
	}
	usual := fields
	if slices.ContainsFunc(rows, func(cells []string) bool { return kinds[text.Fold(cells[0])] == "" }) {
		usual = fields[1:] // without a kind
	}
	width := 0
	for _, cells := range rows {
		width = max(width, len(cells))
	}
	columns = slices.Clone(usual[:min(width, len(usual))])
	return append(columns, make([]string, width-len(columns))...), false
}

var (
	kinds = map[string]string{
		"agenda item": models.AgendaItem, "agenda_item": models.AgendaItem, "item": models.AgendaItem, "agenda": models.AgendaItem,
		"symbolic change": models.SymbolicChange, "symbolic_change": models.SymbolicChange, "symbol": models.SymbolicChange, "symbolic": models.SymbolicChange,
	}
	wishes = map[string]string{
		"change": models.WishChange, "change it": models.WishChange,
		"hold": models.WishHold, "gently hold": models.WishHold, "keep": models.WishHold, "hold it gently": models.WishHold,
	}
)

// pastedRow is what the cells of a row say.
func pastedRow(columns, cells []string) PastedRow {
	cell := map[string]string{}
	for i, value := range cells {
		if i < len(columns) && columns[i] != "" {
			cell[columns[i]] = value
		}
	}
	row := PastedRow{Errors: []RowError{}, Kind: kinds[text.Fold(cell["kind"])]}
	row.Title, row.Text = text.Line(cell["title"]), text.Block(cell["text"])
	row.Symbol, row.StandsFor, row.SmallAction = text.Line(cell["symbol"]), text.Block(cell["stands_for"]), text.Block(cell["small_action"])
	row.Wish, row.Tags = wishes[text.Fold(cell["wish"])], tagsIn(cell["tags"])
	if row.Kind == "" {
		row.Kind = models.AgendaItem
		if row.Symbol != "" || row.StandsFor != "" || row.Wish != "" {
			row.Kind = models.SymbolicChange
		}
		if cell["kind"] != "" {
			row.wrong("kind", "“"+text.Excerpt(cell["kind"], longCell)+"” is neither an agenda item nor a symbolic change.")
		}
	}
	if row.Wish == "" && cell["wish"] != "" {
		row.wrong("wish", "Should it be changed, or gently held?")
	}
	var understood bool
	if row.Minutes, understood = minutesIn(cell["minutes"]); !understood {
		row.wrong("minutes", "How many minutes, as a whole number?")
	}
	row.check()
	return row
}

const longCell = 40

func (r *PastedRow) wrong(field, message string) {
	if !slices.ContainsFunc(r.Errors, func(e RowError) bool { return e.Field == field }) {
		r.Errors = append(r.Errors, RowError{Field: field, Message: message})
	}
}

// check says what MakeProposal would refuse.
func (r *PastedRow) check() {
	for _, limit := range []struct {
		field, value string
		most         int
	}{
		{"title", r.Title, 160}, {"text", r.Text, 20000}, {"symbol", r.Symbol, 300},
		{"stands_for", r.StandsFor, 1000}, {"small_action", r.SmallAction, 1000},
	} {
		if utf8.RuneCountInString(limit.value) > limit.most {
			r.wrong(limit.field, "At most "+strconv.Itoa(limit.most)+" letters, please.")
		}
	}
	if len(r.Tags) > models.MaxTags {
		r.wrong("tags", "At most "+strconv.Itoa(models.MaxTags)+" tags, please.")
	}
	words, err := r.complete()
	if err == nil {
		err = models.Proposal{Kind: r.Kind, Words: words}.Check()
	}
	var refused *fault.Error
	if errors.As(err, &refused) {
		field, _, _ := strings.Cut(refused.Field, "[") // of several tags, the cell
		r.wrong(field, refused.Message)
	}
}

// tagsIn are the tags of a cell, which semicolons or commas part.
func tagsIn(cell string) []string {
	tags := strings.FieldsFunc(cell, func(sign rune) bool { return sign == ';' || sign == ',' })
	for i, tag := range tags {
		tags[i] = text.Line(tag)
	}
	return slices.DeleteFunc(tags, func(tag string) bool { return tag == "" })
}

// minutesIn reads "20", "20 min" and "1:30"; nothing is 0.
func minutesIn(cell string) (minutes int, understood bool) {
	cell = text.Fold(cell)
	for _, unit := range []string{"minutes", "minute", "mins", "min.", "min", "'", "′"} {
		cell = strings.TrimSpace(strings.TrimSuffix(cell, unit))
	}
	if cell == "" {
		return 0, true
	}
	whole, rest, timed := strings.Cut(cell, ":")
	minutes, err := strconv.Atoi(whole)
	if err != nil || minutes < 0 || minutes > maxWished {
		return 0, false
	}
	if !timed {
		return minutes, true
	}
	after, err := strconv.Atoi(rest)
	minutes = 60*minutes + after
	return minutes, err == nil && len(rest) == 2 && after >= 0 && after < 60 && minutes <= maxWished
}

const maxWished = 1440

func markSameTitles(rows []PastedRow, titles []string) {
	known := map[string]string{}
	for _, title := range titles {
		known[text.Fold(title)] = "process"
	}
	for i, row := range rows {
		title := text.Fold(row.Title)
		if title == "" {
			continue
		}
		rows[i].SameTitle = known[title]
		if known[title] == "" {
			known[title] = "rows"
		}
	}
}

// ManyProposals is the input of ImportProposals.
type ManyProposals struct {
	At
	Body struct {
		Proposals []PastedProposal `json:"proposals" minItems:"1" maxItems:"500"`
	}
}

// A PastedProposal is one of many that are put forward together.
type PastedProposal struct {
	Kind string `json:"kind" enum:"agenda_item,symbolic_change"`
	ProposalText
}

// ImportedProposals says how many proposals were put forward.
type ImportedProposals struct {
	Count int `json:"count"`
}

// ImportProposals puts many proposals forward, all of them or none. Each has its own
// entry in the ledger, as if it had come alone.
var ImportProposals = Write[ManyProposals, models.Process, ImportedProposals]{
	Verb: access.ProposalImport,
	Find: inProcess[ManyProposals],
	Do: func(c *Call, in ManyProposals, p models.Process) (ImportedProposals, error) {
		rows := make([]models.Proposal, len(in.Body.Proposals))
		for i, one := range in.Body.Proposals {
			one.Place = nil // no column of a sheet is for it
			words, err := one.complete()
			rows[i] = models.Proposal{ProcessID: p.ID, MemberID: c.Member.ID, Kind: one.Kind, Words: words}
			if err == nil {
				err = rows[i].Check()
			}
			if err != nil {
				return ImportedProposals{}, inRow(i, err)
			}
		}
		rows, err := models.NewProposals(c.Tx, p, rows)
		if err != nil {
			return ImportedProposals{}, err
		}
		c.quiet = true
		for i, row := range rows {
			c.About("proposal", row.ID)
			if err := c.enter(access.ProposalImport, "proposal/"+row.ID, "row "+strconv.Itoa(i+1)+" of "+strconv.Itoa(len(rows))); err != nil {
				return ImportedProposals{}, err
			}
		}
		return ImportedProposals{Count: len(rows)}, nil
	},
}

// inRow names the row in which something has to be mended.
func inRow(row int, err error) error {
	var refused *fault.Error
	if !errors.As(err, &refused) {
		return err
	}
	return fault.Field("proposals["+strconv.Itoa(row)+"]."+refused.Field, "%s", refused.Message)
}
