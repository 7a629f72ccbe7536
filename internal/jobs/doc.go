// Package jobs does what must happen later, or once a transaction has committed:
// it sends mail and closes rounds. Jobs are enqueued inside the transaction that
// causes them and run at least once, with backoff; they act as the actor system,
// through actions, and never on the database themselves.
package jobs
