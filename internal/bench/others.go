package bench

// The other programs, in the order of their figures.
var programs = []string{"pabutools", "C++", "JS"}

// aboutOthers says where the figures come from.
const aboutOthers = `Others, seconds after reading, by cost and with ties by id, measured once on a shared machine with 2 cores:
  pabutools  version 1.2.3, exact, Python with GMP rationals
  C++        an exact program with GMP, one thread, made to check pabutools; it knows no seconds below 0.01
  JS         the tool of equalshares.net under node, in floating point, so not exact; its add1 is followed by a
             greedy completion and begins with a rounded share
"× 10" after a figure means that it takes ten times as long as ours.`

// A figure is what a program took, in seconds; 0 if it was not measured.
type figure struct {
	seconds float64
	// stopped says that it had not finished by then.
	stopped bool
}

// figures are those of the others for one election.
type figures struct{ none, add1, phragmen [3]figure }

func took(pabutools, cpp, js float64) [3]figure {
	return [3]figure{{seconds: pabutools}, {seconds: cpp}, {seconds: js}}
}

var others = map[string]figures{
	"Hungary_Budapest_2024": {
		took(8.9, 0.01, 0.4), [3]figure{{200, true}, {60, true}, {300, true}}, took(13.9, 0.09, 0),
	},
	"Netherlands_Amsterdam_621": {took(4.5, 0.03, 1.0), took(44, 0.3, 3.1), took(7.9, 0.02, 0)},
	"Netherlands_Amsterdam_631": {took(3.6, 0.03, 0.8), took(19, 0.2, 1.7), took(5.2, 0.02, 0)},
	"Poland_Krakow_2024":        {took(7.8, 0.01, 0.1), took(103, 0.4, 3.0), took(0, 0.05, 0)},
	"Poland_Lodz_2020":          {took(7.5, 0.01, 0.5), took(103, 1.2, 9.8), took(6.5, 0.10, 0)},
	"Poland_Lodz_2022":          {took(7.8, 0.01, 0.5), took(36, 0.3, 8.8), took(8.7, 0.17, 0)},
	"Poland_Lodz_2023":          {took(15.0, 0.04, 1.0), took(161, 1.8, 13.0), took(20.6, 0.18, 0)},
	"Poland_Lodz_2024":          {took(10.0, 0.05, 1.0), took(119, 2.1, 12.6), took(16.2, 0.34, 0)},
	"Poland_Lodz_2025":          {took(6.8, 0.04, 0.8), took(157, 2.8, 13.6), took(10.5, 0.16, 0)},
	"Poland_Warszawa_2026":      {took(11.5, 0.09, 0.6), took(465, 8.5, 11.4), took(16.1, 0.06, 0)},
}
