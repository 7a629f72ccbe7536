// Package actions acts: every use case of Folkmoot, each the same six steps in
// the same order. Find the object inside the scope that the input names, ask
// access, do the thing, record it in the ledger, commit, and only then tell.
//
// The steps stand once, in Run and View; a use case is a value that says what to
// find and what to do. Handlers, jobs and commands all come through here, so a
// transaction, an authorisation, a ledger entry and a repeated request are
// thought of once and in no handler. Inputs carry the names of their fields as
// callers write them; outputs are what the API shows, field by field.
package actions
