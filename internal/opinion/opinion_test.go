package opinion_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/opinion"
)

func places(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// camps are people who mostly answer as their camp does.
func camps(source *rand.Rand, statements, people int, patterns ...string) []string {
	answers := make([]string, people)
	for i := range answers {
		pattern := patterns[i%len(patterns)]
		row := make([]byte, statements)
		for s := range row {
			switch sign := pattern[s%len(pattern)]; {
			case source.IntN(10) == 0:
				row[s] = "adp-"[source.IntN(4)]
			case source.IntN(10) < 3:
				row[s] = '-'
			default:
				row[s] = sign
			}
		}
		answers[i] = string(row)
	}
	return answers
}

func sizes(r opinion.Result) []int {
	out := make([]int, len(r.Groups))
	for i, g := range r.Groups {
		out[i] = g.Size
	}
	return out
}

func TestPeopleWhoAnswerAlikeAreTogether(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		want    []int
		outside int
	}{
		"two camps":             {append(slices.Repeat([]string{"aaaaddd"}, 12), slices.Repeat([]string{"dddaaaa"}, 10)...), []int{12, 10}, 0},
		"three camps":           {slices.Concat(slices.Repeat([]string{"aaaadddd"}, 12), slices.Repeat([]string{"ddddaaaa"}, 11), slices.Repeat([]string{"aaddaadd"}, 10)), []int{12, 11, 10}, 0},
		"everybody alike":       {slices.Repeat([]string{"aaaaaaa"}, 20), []int{}, 20},
		"nobody":                {nil, []int{}, 0},
		"one":                   {[]string{"aaaaaaa"}, []int{}, 1},
		"who answered too few":  {append(slices.Repeat([]string{"aaaaddd"}, 12), slices.Concat(slices.Repeat([]string{"dddaaaa"}, 10), []string{"a", "-d", "----", ""})...), []int{12, 10}, 2},
		"signs nobody knows":    {append(slices.Repeat([]string{"aaaadddX"}, 3), slices.Repeat([]string{"dddaaaa?"}, 2)...), []int{3, 2}, 0},
		"a single statement":    {append(slices.Repeat([]string{"a"}, 3), slices.Repeat([]string{"d"}, 2)...), []int{3, 2}, 0},
		"beyond the last place": {append(slices.Repeat([]string{"aaaadddaaa"}, 3), slices.Repeat([]string{"dddaaaa"}, 2)...), []int{3, 2}, 0},
	} {
		columns := 7
		if strings.HasPrefix(name, "three") {
			columns = 8
		}
		if strings.HasPrefix(name, "a single") {
			columns = 1
		}
		got := opinion.Find(c.answers, places(columns))
		if !slices.Equal(sizes(got), c.want) || got.Outside != c.outside {
			t.Errorf("%s: groups of %v and %d outside, want %v and %d", name, sizes(got), got.Outside, c.want, c.outside)
		}
	}
}

func TestAnswersAreCountedByGroup(t *testing.T) {
	answers := append(slices.Repeat([]string{"aaaadddaa"}, 30), slices.Repeat([]string{"dddaaaaap"}, 15)...)
	got := opinion.Find(answers, places(9))
	if on := got.Groups[0].On[0]; on != (opinion.Count{Agree: 30}) {
		t.Errorf("the first group answered %+v", on)
	}
}

// Law: the order in which people come changes nothing, to the last bit.
func TestTheOrderOfPeopleChangesNothing(t *testing.T) {
	for seed := range uint64(20) {
		source := rand.New(rand.NewPCG(seed, 1))
		answers := camps(source, 20, 80, "aaaaadddda", "ddddaaaaad", "aadpaaddap")
		want := opinion.Find(answers, places(20))
		source.Shuffle(len(answers), func(i, j int) { answers[i], answers[j] = answers[j], answers[i] })
		if got := opinion.Find(answers, places(20)); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %v, shuffled %v", seed, sizes(want), sizes(got))
		}
	}
}

// Law: nobody is lost, middles are numbers between -1 and 1, and counts fit.
func TestNobodyIsLost(t *testing.T) {
	for seed := range uint64(50) {
		source := rand.New(rand.NewPCG(seed, 2))
		people, statements := 1+source.IntN(60), 1+source.IntN(12)
		answers := camps(source, statements, people, "ad", "da", "pa")
		got := opinion.Find(answers, places(statements))
		total := got.Outside
		for _, g := range got.Groups {
			total += g.Size
			if math.IsNaN(g.X+g.Y) || math.Abs(g.X) > 1 || math.Abs(g.Y) > 1 || g.Size == 0 {
				t.Errorf("seed %d: a group of %d at %v, %v", seed, g.Size, g.X, g.Y)
			}
			for _, on := range g.On {
				if on.Answered() > g.Size {
					t.Errorf("seed %d: %d of %d answered", seed, on.Answered(), g.Size)
				}
			}
		}
		silent := 0
		for _, row := range answers {
			if !strings.ContainsAny(row, "adp") {
				silent++
			}
		}
		if total+silent != people {
			t.Errorf("seed %d: %d of %d people are somewhere", seed, total+silent, people)
		}
	}
}

func TestCampsOfManyAreFound(t *testing.T) {
	got := opinion.Find(threeCamps(100, 1000), places(100))
	if len(got.Groups) != 3 {
		t.Errorf("groups of %v", sizes(got))
	}
}

func threeCamps(statements, people int) []string {
	return camps(rand.New(rand.NewPCG(1, 3)), statements, people, "aaaaadddda", "ddddaaaaad", "aadpaaddap")
}

// BenchmarkFind groups the most that a process can have: it is to take less than a
// second.
func BenchmarkFind(b *testing.B) {
	answers := threeCamps(500, 5000)
	for b.Loop() {
		opinion.Find(answers, places(500))
	}
}

func ExampleFind() {
	answers := []string{"aad", "dda", "aad", "dda", "aad"}
	result := opinion.Find(answers, []int{0, 1, 2})
	for _, group := range result.Groups {
		fmt.Println(group.Size, group.On[0].Agree)
	}
	// Output:
	// 3 3
	// 2 0
}
