// Package database is the only place that knows a dialect.
//
// It opens embedded SQLite or Postgres, migrates either from SQL files under a
// lock, and hands out the two permissions that everything else works with: a
// Query to read and a Tx to write. Nothing outside this package can make
// either, so a transaction is a permission.
//
// Rules that make the two databases behave alike:
//
//   - instants come from Tx.Now only: one instant for a transaction, UTC, whole
//     microseconds; our own SQL neither compares nor sorts by an instant, ids
//     sort by age instead;
//   - text columns are COLLATE "C" on Postgres, so that both sort by bytes;
//   - unique and foreign keys decide, never a check before an insert; Duplicate
//     and NotFound turn their errors into faults;
//   - SQLite has one writing connection and several reading ones, WAL, and
//     synchronous=FULL: what was committed survives a crash of the machine.
//     Writes that arrive together share a commit, as they do on Postgres.
//
// Nobody waits for long: reads and writes have places of their own, a line before
// each of them, and an end to patience in it. Who finds no place, and who asks for
// what the database cannot do at the time, gets the fault Unavailable.
//
// It never logs the values of a statement.
package database
