package actions

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/voting"
)

// sentence makes a message of another package begin and end like one.
func sentence(message string) string {
	first, size := utf8.DecodeRuneInString(message)
	message = string(unicode.ToUpper(first)) + message[size:]
	if !strings.HasSuffix(message, ".") {
		message += "."
	}
	return message
}

func cleanTitle(title string) (string, error) {
	title = text.Line(title)
	if !text.Readable(title) {
		return "", fault.Field("title", "Please write a title.")
	}
	return title, nil
}

// cleanReason returns Invalid for a reason that says nothing.
func cleanReason(reason string) (string, error) {
	reason = text.Block(reason)
	if !text.Readable(reason) {
		return "", fault.Field("reason", "Please say why, in a sentence. Those it is about can read it.")
	}
	return reason, nil
}

// tieSentence says in advance how ties will be broken.
func tieSentence(ties []voting.TieBreak) string {
	words := map[voting.TieBreak]string{
		voting.TieSupporters: "the one with more supporters goes first",
		voting.TieCost:       "the one that takes less",
		voting.TieLot:        "a lot that was drawn when the round was prepared",
		voting.TieID:         "the one whose name comes first",
	}
	parts := make([]string, len(ties))
	for i, tie := range ties {
		parts[i] = words[tie]
	}
	return "If two are exactly equal: " + strings.Join(parts, "; then ") + "."
}

const (
	firstYear = 2000
	lastYear  = 2200
)

// plausible refuses instants that no calendar of a group needs, and that not
// every database and not every program that reads ours can write.
func plausible(field string, at time.Time) error {
	if year := at.UTC().Year(); year < firstYear || year > lastYear {
		return fault.Field(field, "This date is too far away; between the years %d and %d, please.", firstYear, lastYear)
	}
	return nil
}
