// Package auth makes and checks access tokens and one-time codes.
//
// Access tokens are JWTs signed with Ed25519 by a key from the installation's
// own set, live for ten minutes, and name issuer, audience and purpose; every
// other algorithm, key or claim is refused. The package stores nothing.
package auth
