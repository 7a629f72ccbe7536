//go:build race

package export_test

// slack is how much slower the test may run than the promise: the race
// detector costs twenty times where each point of a picture is written.
const slack = 30
