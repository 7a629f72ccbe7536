//go:build !race

package export_test

// slack is how much slower the test may run than the promise.
const slack = 1
