// Package events tells open pages that something changed.
//
// An event says what kind of thing changed and which; never what it says now.
// Whoever hears it reads again through the API, so an event can leak nothing. It
// is told after the commit and may be lost: a page that reconnects reads again.
// Servers that share a Postgres hear each other through a Relay; a notification
// is sent outside every transaction and at most once in a while for each thing,
// because NOTIFY inside a transaction ends group commit.
package events
