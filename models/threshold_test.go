package models_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/models"
)

func TestThresholdRisesWhenTheAgendaIsCrowded(t *testing.T) {
	for name, c := range map[string]struct {
		support, room, asked, people, want int
	}{
		"nobody asked for one":          {0, 90, 1000, 40, 0},
		"everything fits":               {3, 90, 90, 40, 3},
		"a minute too much":             {3, 90, 91, 40, 6},
		"three meetings full":           {3, 90, 270, 40, 9},
		"half of the people is enough":  {3, 90, 5000, 11, 6},
		"it does not rise without room": {3, 0, 5000, 40, 3},
		"nothing is proposed":           {3, 90, 0, 40, 3},
		"one person alone":              {3, 90, 10, 1, 1},
	} {
		got := models.Threshold{Support: c.support, Room: c.room}.Needed(c.asked, c.people)
		if got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
