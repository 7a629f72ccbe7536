package text

import "strings"

// Grams returns the distinct runs of three signs of a word, as they stand with two
// spaces before it and one behind it (written as "_"), in their order. Words that
// are written alike share most of them.
func Grams(word string) []string {
	signs := []rune("__" + strings.ReplaceAll(word, " ", "_") + "_")
	var grams []string
	seen := map[string]bool{}
	for i := range len(signs) - gramLength + 1 {
		if gram := string(signs[i : i+gramLength]); !seen[gram] {
			seen[gram] = true
			grams = append(grams, gram)
		}
	}
	return grams
}

const gramLength = 3

// Alike tells how alike two texts are written, from 0 to 1: twice the grams they
// share, of all they have (Dice's coefficient).
func Alike(one, other string) float64 {
	of, in := Grams(one), map[string]bool{}
	for _, gram := range Grams(other) {
		in[gram] = true
	}
	shared := 0
	for _, gram := range of {
		if in[gram] {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(of)+len(in))
}

// Slips counts the letters that must be put in, left out, changed or swapped with
// their neighbours to make one word of another (the restricted distance of Damerau
// and Levenshtein).
func Slips(one, other string) int {
	a, b := []rune(one), []rune(other)
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
