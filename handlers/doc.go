// Package handlers speaks HTTP: bytes into the inputs of actions, their outputs
// into bytes, and faults into problem+json, in one place.
//
// The API is one table (table.go): each line binds a method and a path to a use
// case, which brings its verb; so a route without a verb does not compile. From
// the table come the routes, the OpenAPI document and the tests that try every
// role, every state and bad input against every route. No handler decides
// anything about the domain, and none touches a database.
package handlers
