package actions

import (
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// An Overlap is what the purposes of several partners have in common, word by word:
// a place where blending them can begin.
type Overlap struct {
	Words     []SharedWord     `json:"words" doc:"What most partners share first"`
	Partners  []MarkedPartner  `json:"partners" doc:"Their purposes, with the shared words marked"`
	Sentences []SharedSentence `json:"sentences" doc:"In which the shared words stand"`
}

// A SharedWord is one that two or more partners use.
type SharedWord struct {
	Stem     string   `json:"stem" doc:"What its forms have in common"`
	Words    []string `json:"words" doc:"As they are written"`
	Partners []string `json:"partners" doc:"The ids of those who use it"`
}

// A MarkedPartner is a partner's purpose with the shared words marked.
type MarkedPartner struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	WantsHTML  string `json:"wants_html" doc:"Sanitised"`
	BringsHTML string `json:"brings_html" doc:"Sanitised"`
	FirmHTML   string `json:"firm_html" doc:"Sanitised"`
}

// A SharedSentence is one in which shared words stand.
type SharedSentence struct {
	Partner string   `json:"partner"`
	Name    string   `json:"name" doc:"Of the partner"`
	Text    string   `json:"text"`
	Stems   []string `json:"stems" doc:"Of the shared words in it"`
}

// Enough for people to read; the rest would bury what is shared by most.
const (
	maxSharedWords     = 60
	maxSharedSentences = 200
)

// ReadOverlap shows what the purposes of partners have in common.
var ReadOverlap = Read[At, models.Process, Overlap]{
	Verb: access.OverlapRead,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Overlap, error) {
		partners, err := models.ListPartners(l.Query, p.ID)
		if err != nil {
			return Overlap{}, err
		}
		words, err := models.FindPartnerPurposes(l.Query, p.ID)
		return overlap(p.Language, partners, words), err
	},
}

func overlap(language string, partners []models.Partner, words map[string]models.PartnerPurpose) Overlap {
	view := Overlap{Words: []SharedWord{}, Partners: []MarkedPartner{}, Sentences: []SharedSentence{}}
	texts := make([]string, len(partners))
	for i, p := range partners {
		w := words[p.ID]
		texts[i] = strings.Join([]string{w.Wants, w.Brings, w.Firm}, "\n\n")
	}
	shared := text.Overlap(language, texts)
	shared = shared[:min(len(shared), maxSharedWords)]
	stems := map[string]bool{}
	for _, word := range shared {
		one := SharedWord{Stem: word.Stem, Words: word.Words}
		for _, i := range word.Texts {
			one.Partners = append(one.Partners, partners[i].ID)
		}
		view.Words = append(view.Words, one)
		stems[word.Stem] = true
	}
	mark := func(markdown string) string { return text.Mark(text.HTML(markdown), language, stems) }
	for i, p := range partners {
		w := words[p.ID]
		view.Partners = append(view.Partners, MarkedPartner{
			ID: p.ID, Name: p.Name, WantsHTML: mark(w.Wants), BringsHTML: mark(w.Brings), FirmHTML: mark(w.Firm),
		})
		view.Sentences = append(view.Sentences, sharedSentences(language, p, texts[i], stems)...)
	}
	view.Sentences = view.Sentences[:min(len(view.Sentences), maxSharedSentences)]
	return view
}

func sharedSentences(language string, p models.Partner, words string, stems map[string]bool) []SharedSentence {
	var out []SharedSentence
	for _, sentence := range text.Sentences(words) {
		one, seen := SharedSentence{Partner: p.ID, Name: p.Name, Text: sentence}, map[string]bool{}
		for _, stem := range text.Stems(language, sentence) {
			if stems[stem] && !seen[stem] {
				one.Stems, seen[stem] = append(one.Stems, stem), true
			}
		}
		if len(one.Stems) > 0 {
			out = append(out, one)
		}
	}
	return out
}
