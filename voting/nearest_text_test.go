package voting_test

import (
	"encoding/json"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

func TestSentence(t *testing.T) {
	item := voting.Item{Project: "walk", Cost: 20}
	for want, c := range map[string]voting.Change{
		"3 more supporters, or 5 minutes less, would have done it.":                                                                   changed(3, "exact", 15, "exact"),
		"1 more supporter, or 1 minute less, would have done it.":                                                                     changed(1, "exact", 19, "exact"),
		"3 more supporters, perhaps fewer, or 5 minutes less, would have done it.":                                                    changed(3, "ordered", 15, "exact"),
		"1 more supporter, or 5 minutes less, would have done it.":                                                                    changed(1, "ordered", 15, "exact"),
		"3 more supporters, or taking nothing at all, would have done it.":                                                            changed(3, "exact", 0, "exact"),
		"3 more supporters would have done it; taking less would not.":                                                                changed(3, "exact", -1, "exact"),
		"3 more supporters, perhaps fewer, would have done it; taking less would not.":                                                changed(3, "ordered", -1, "exact"),
		"3 more supporters would have done it; whether taking less would was too much work to find out.":                              changed(3, "exact", -1, "limit"),
		"1 more supporter would have done it.":                                                                                        changed(1, "exact", -1, "none"),
		"2 more supporters, perhaps fewer, would have done it.":                                                                       changed(2, "ordered", -1, "none"),
		"5 minutes less would have done it; no number of further supporters would.":                                                   changed(-1, "exact", 15, "exact"),
		"Taking nothing at all would have done it; no number of further supporters would.":                                            changed(-1, "exact", 0, "exact"),
		"5 minutes less would have done it; no number of further supporters was found that would.":                                    changed(-1, "ordered", 15, "exact"),
		"5 minutes less would have done it; whether more supporters would was too much work to find out.":                             changed(-1, "limit", 15, "exact"),
		"Neither more supporters nor taking less would have done it.":                                                                 changed(-1, "exact", -1, "exact"),
		"No number of further supporters would have done it.":                                                                         changed(-1, "exact", -1, "none"),
		"No number of further supporters would have done it; whether taking less would was too much work to find out.":                changed(-1, "exact", -1, "limit"),
		"Taking less would not have done it; no number of further supporters was found that would.":                                   changed(-1, "ordered", -1, "exact"),
		"No number of further supporters was found that would have done it.":                                                          changed(-1, "ordered", -1, "none"),
		"No number of further supporters was found that would have done it; whether taking less would was too much work to find out.": changed(-1, "ordered", -1, "limit"),
		"Taking less would not have done it; whether more supporters would was too much work to find out.":                            changed(-1, "limit", -1, "exact"),
		"Whether more supporters would have done it was too much work to find out.":                                                   changed(-1, "limit", -1, "none"),
		"Whether more supporters or taking less would have done it was too much work to find out.":                                    changed(-1, "limit", -1, "limit"),
	} {
		equal(t, "sentence", c.Sentence(item, minutes), want)
		stored, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var again voting.Change
		if err := json.Unmarshal(stored, &again); err != nil {
			t.Fatal(err)
		}
		same(t, "change", again, c)
	}
	euros := voting.Unit{Name: "EUR", Scale: 100}
	c := changed(-1, "exact", 1950, "exact")
	equal(t, "sentence", c.Sentence(voting.Item{Cost: 2000}, euros), "0.50 EUR less would have done it; no number of further supporters would.")
}

// changed is a change in which -1 stands for nothing.
func changed(supporters int, supporterSearch voting.Search, cost int64, costSearch voting.Search) voting.Change {
	c := voting.Change{Project: "walk", SupporterSearch: supporterSearch, CostSearch: costSearch}
	if supporters >= 0 {
		c.Supporters = &supporters
	}
	if cost >= 0 {
		c.Cost = &cost
	}
	return c
}
