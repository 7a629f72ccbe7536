package actions

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/ranking"
	"github.com/folkmoot/folkmoot/models"
)

// Searching is the input of Search.
type Searching struct {
	At
	Words string              `query:"q" required:"true" minLength:"1" maxLength:"200" doc:"What is looked for; the last word may be unfinished"`
	Kind  models.DocumentKind `query:"kind" enum:"proposal,question,comment,purpose" doc:"Only these; everything if nothing is said"`
	After string              `query:"after" maxLength:"60" doc:"The next of the page before"`
	Limit int                 `query:"limit" minimum:"1" maximum:"50" default:"20" doc:"Rows wanted"`
}

// SearchResult is what was found, what fits best first.
type SearchResult struct {
	Items   []SearchHit `json:"items"`
	Next    string      `json:"next"`
	Total   int         `json:"total" doc:"Of all pages; of very much only the newest are looked at"`
	Guessed []string    `json:"guessed" doc:"Words that stand nowhere, instead of which others were looked for that are written like them"`
}

// A SearchHit is a thing that was found.
type SearchHit struct {
	Kind    models.DocumentKind `json:"kind" enum:"proposal,question,comment,purpose"`
	ID      string              `json:"id"`
	On      string              `json:"on" enum:"proposal,amendment,question," doc:"What a comment stands on"`
	About   string              `json:"about" doc:"The id of what a comment stands on"`
	Title   []ranking.Piece     `json:"title"`
	Excerpt []ranking.Piece     `json:"excerpt"`
	State   access.State        `json:"state"`
}

const searchExcerpt = 200

// Search finds what members may see in a process by words.
var Search = Read[Searching, models.Process, SearchResult]{
	Verb: access.ProcessSearch,
	Find: inProcess[Searching],
	Show: func(l *Look, in Searching, p models.Process) (SearchResult, error) {
		var kinds []models.DocumentKind
		if in.Kind != "" {
			kinds = append(kinds, in.Kind)
		}
		found, err := models.Search(l.Query, p, in.Words, kinds...)
		if err != nil {
			return SearchResult{}, err
		}
		result := SearchResult{Items: []SearchHit{}, Total: len(found.Hits), Guessed: []string{}}
		for _, asked := range found.Terms {
			if asked.Guessed {
				result.Guessed = append(result.Guessed, asked.Word)
			}
		}
		page := pageOf(found.Hits, in.After, in.Limit)
		if len(page) > 0 && page[len(page)-1].Number != found.Hits[len(found.Hits)-1].Number {
			result.Next = page[len(page)-1].Thing
		}
		result.Items, err = l.searchHits(p, page, found.Stems)
		return result, err
	},
}

// pageOf are the hits behind the one last seen; none if that is not found any more.
func pageOf(hits []ranking.Hit, after string, limit int) []ranking.Hit {
	if after != "" {
		at := slices.IndexFunc(hits, func(h ranking.Hit) bool { return h.Thing == after })
		if at < 0 {
			return nil
		}
		hits = hits[at+1:]
	}
	return hits[:min(len(hits), limit)]
}

func (l *Look) searchHits(p models.Process, page []ranking.Hit, stems map[string]bool) ([]SearchHit, error) {
	documents, err := l.documents(p, page)
	if err != nil {
		return nil, err
	}
	items := make([]SearchHit, 0, len(page))
	for _, d := range documents {
		on, about, _ := strings.Cut(d.About, "/")
		items = append(items, SearchHit{
			Kind: d.Kind, ID: d.Thing, On: on, About: about, State: d.State,
			Title:   ranking.Marked(p.Language, d.Title, stems),
			Excerpt: ranking.Excerpt(p.Language, d.Text, stems, searchExcerpt),
		})
	}
	return items, err
}

// documents reads what was found, in its order.
func (l *Look) documents(p models.Process, hits []ranking.Hit) ([]models.Document, error) {
	numbers := make([]int64, len(hits))
	for i, hit := range hits {
		numbers[i] = hit.Number
	}
	byNumber, err := models.FindDocuments(l.Query, p.ID, numbers)
	documents := make([]models.Document, 0, len(hits))
	for _, number := range numbers {
		documents = append(documents, byNumber[number])
	}
	return documents, err
}

// Comparing is the input of FindSimilar.
type Comparing struct {
	At
	Body struct {
		Title  string `json:"title" maxLength:"160" doc:"As far as it is written"`
		Text   string `json:"text,omitempty" maxLength:"20000"`
		Except string `json:"except,omitempty" maxLength:"60" doc:"A proposal that is not to be compared with itself"`
	}
}

// SimilarProposals are proposals that speak of the same, the most similar first.
type SimilarProposals struct {
	Items []SimilarProposal `json:"items"`
}

// A SimilarProposal speaks of the same as another one.
type SimilarProposal struct {
	ID      string          `json:"id"`
	Title   string          `json:"title"`
	Excerpt []ranking.Piece `json:"excerpt"`
	Both    []string        `json:"both" doc:"Words of which both speak"`
}

const (
	mostSimilar = 5
	mostBoth    = 3
)

// FindSimilar finds the published proposals that speak of the same as one that is
// being written.
var FindSimilar = Read[Comparing, models.Process, SimilarProposals]{
	Verb: access.ProposalSimilar,
	Find: inProcess[Comparing],
	Show: func(l *Look, in Comparing, p models.Process) (SimilarProposals, error) {
		similar := SimilarProposals{Items: []SimilarProposal{}}
		found, err := models.Similar(l.Query, p, in.Body.Title, in.Body.Text, in.Body.Except, models.KindProposal)
		if err != nil {
			return similar, err
		}
		hits := found.Hits[:min(len(found.Hits), mostSimilar)]
		documents, err := l.documents(p, hits)
		for i, d := range documents {
			similar.Items = append(similar.Items, SimilarProposal{
				ID: d.Thing, Title: d.Title, Both: bothSpeakOf(found, hits[i]),
				Excerpt: ranking.Excerpt(p.Language, d.Text, found.Stems, models.ExcerptLength),
			})
		}
		return similar, err
	},
}

// bothSpeakOf are the words that say most of those that two texts share.
func bothSpeakOf(found models.Finding, hit ranking.Hit) []string {
	var words []string
	for _, term := range hit.Terms[:min(len(hit.Terms), mostBoth)] {
		words = append(words, found.Terms[term].Word)
	}
	return words
}

// Upkeep leaves what is to be done after each start and each day: what was stored before there
// was a search is to be found, and files that belong to nothing are to go.
func (s *Service) Upkeep(ctx context.Context) error {
	return s.DB.Write(ctx, s.Clock.Now(), func(tx *database.Tx) error {
		return errors.Join(s.Jobs.Later(ctx, tx, Task{Deed: DeedIndex}), s.Jobs.Later(ctx, tx, Task{Deed: DeedTidy}))
	})
}

const (
	indexAtOnce = 200
	indexTries  = 5
)

// indexMissing lets all be found that should be and is not.
func (s *Service) indexMissing(ctx context.Context) error {
	for _, some := range models.Unindexed {
		if err := s.inParts(ctx, func(tx *database.Tx, after string) (string, error) { return some(tx, after, indexAtOnce) }); err != nil {
			return err
		}
	}
	return nil
}

// inParts does the part of some work that is behind each one before, so that nobody
// waits for long, until there is none. Somebody who writes, or another server, may have
// been faster with a part.
func (s *Service) inParts(ctx context.Context, part func(tx *database.Tx, after string) (last string, err error)) error {
	for tries, after, more := 0, "", true; more; {
		err := s.DB.Write(ctx, s.Clock.Now(), func(tx *database.Tx) error {
			last, err := part(tx, after)
			if err == nil {
				after, more = last, last != ""
			}
			return err
		})
		if tries++; fault.KindOf(err) == fault.Conflict && tries < indexTries {
			continue
		}
		if err != nil {
			return err
		}
		tries = 0
	}
	return nil
}
