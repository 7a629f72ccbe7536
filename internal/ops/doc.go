// Package ops holds no code: its tests read the files at the root of the
// repository that no compiler reads, so that a wrong one is found here and not
// by the person who deploys it.
//
// They ask of docker-compose.yml what a deployment relies on, and of
// docs/dependencies.md that every direct dependency stands there with its
// reason. The package never starts a container and never reaches the network.
package ops
