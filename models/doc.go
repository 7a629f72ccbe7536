// Package models remembers: the records of Folkmoot, their state machines, and
// the finders that demand a scope.
//
// What belongs to a process is found by the process and its own id together;
// there is no finder by id alone but one. Where an address names only the object,
// WithScope returns it together with its scope, and actions ask about that before
// they do anything with it. Records are plain: no hooks, no soft deletion, no Save; what changes is written column
// by column inside a database.Tx, and every instant is the transaction's.
//
// Ids are UUIDs of version 7, so ordering by id is ordering by age. Ballots have
// no id of their own and no time: their key is the round and a slot that only
// the round's secret can join to a voter.
package models
