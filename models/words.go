package models

import (
	"strings"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// Words are what its authors write of a proposal: all that a version keeps.
type Words struct {
	Title   string `json:"title"`
	Text    string `json:"text"`    // Markdown
	Minutes int    `json:"minutes"` // wished; 0 if none
	Least   int    `json:"least"`   // minutes below which it is not worth beginning; 0 if that was not said
	Decide  string `json:"decide"`  // what should be decided
	Who     string `json:"who"`     // should be there
	Tags    string `json:"tags"`    // joined by commas, in their order

	Symbol      string `json:"symbol"` // what the symbol is
	StandsFor   string `json:"stands_for"`
	Wish        string `json:"wish"`
	SmallAction string `json:"small_action"`
	Doer        string `json:"doer"` // who could do the small action
	Sign        string `json:"sign"` // how one would see that it worked

	Place
}

const (
	maxMinutes = 24 * 60

	// MaxTags is how many tags a proposal may have.
	MaxTags = 8
)

// check returns Invalid, naming the field, for words that say too little for a
// proposal of that kind. Lengths are the business of the door they came through.
func (w Words) check(kind string) error {
	switch {
	case w.Title == "":
		return fault.Field("title", "Please write a title.")
	case w.Minutes < 0 || w.Minutes > maxMinutes:
		return fault.Field("minutes", "Between 0 and %d minutes, please.", maxMinutes)
	case w.Least < 0 || w.Least > w.Minutes:
		return fault.Field("least", "The least is not more than what is wished.")
	case w.Place.check() != nil:
		return w.Place.check()
	case kind == AgendaItem:
		return w.checkItem()
	case kind == SymbolicChange:
		return w.checkSymbol()
	default:
		return fault.Field("kind", "A proposal is an agenda item or a symbolic change.")
	}
}

func (w Words) checkItem() error {
	switch {
	case w.Minutes == 0:
		return fault.Field("minutes", "How many minutes would this take?")
	case w.ofSymbol():
		return fault.Field("symbol", "Only a symbolic change has a symbol.")
	}
	return nil
}

func (w Words) ofSymbol() bool {
	return strings.Join([]string{w.Symbol, w.StandsFor, w.Wish, w.SmallAction, w.Doer, w.Sign}, "") != ""
}

func (w Words) checkSymbol() error {
	switch {
	case w.Symbol == "":
		return fault.Field("symbol", "What is the symbol?")
	case w.StandsFor == "":
		return fault.Field("stands_for", "What does it stand for?")
	case w.Wish != WishChange && w.Wish != WishHold:
		return fault.Field("wish", "Should it be changed, or gently held?")
	}
	return nil
}

// columns are the words as they are stored in a proposal.
func (w Words) columns() map[string]any {
	return map[string]any{
		"title": w.Title, "text": w.Text, "minutes": w.Minutes, "least": w.Least, "decide": w.Decide, "who": w.Who,
		"tags": w.Tags, "symbol": w.Symbol, "stands_for": w.StandsFor, "wish": w.Wish,
		"small_action": w.SmallAction, "doer": w.Doer, "sign": w.Sign,
		"place_name": w.PlaceName, "located": w.Located, "latitude": w.Latitude, "longitude": w.Longitude,
	}
}
