//go:build race

package text_test

// slack is how much slower the test may run than the promise: the race
// detector costs five to ten times.
const slack = 10
