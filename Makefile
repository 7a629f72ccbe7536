# Folkmoot. `make` lists what can be done; each line calls one small script.

.DEFAULT_GOAL := help
.PHONY: help run build test race fuzz lint e2e bench faults faults-long

GO ?= go
FUZZTIME ?= 15s
FOR ?= 8h

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build what has changed and start the server
	exec bin/folkmoot serve

build: ## build the frontend and bin/folkmoot
	@scripts/frontend.sh build
	@mkdir -p bin
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/ ./cmd/...

test: ## everything: frontend, vet, Go with the race detector on both databases, browser
	@scripts/test.sh

race: ## Go tests with the race detector on both databases
	@scripts/race.sh ./...

fuzz: ## every fuzz target for FUZZTIME each (15s)
	@FUZZTIME=$(FUZZTIME) scripts/fuzz.sh

lint: ## format, linters, types, file sizes, scripts, compose file
	@scripts/lint.sh

e2e: build ## journeys in a real browser
	@scripts/e2e.sh

bench: build ## large real elections, and ballots a second, beside others; then Go benchmarks
	@scripts/bench.sh

faults: ## kill, starve, cut and fill what a server stands on while people vote, and count what is lost (10 minutes)
	@scripts/faults.sh

faults-long: ## the same with every call and more of everything, again and again for FOR (8h)
	@scripts/faults.sh -for $(FOR)
