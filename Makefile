# argosctl. `make demo` shows the main job, `make test` runs the tests.
GO       ?= go
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GORELEASER := github.com/goreleaser/goreleaser/v2@v2.15.0
LDFLAGS  := -s -w
FUZZTIME ?= 30s

.PHONY: build test check gen demo bench fuzz install lint cover release-check clean

build: ## build bin/argosctl
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/argosctl ./cmd/argosctl

install: ## install argosctl into GOBIN
	CGO_ENABLED=0 $(GO) install -trimpath -ldflags '$(LDFLAGS)' ./cmd/argosctl

test: ## run every test with the race detector
	$(GO) test -race ./...

demo: build ## decode the sample webhooks, with nothing to configure
	@bin/argosctl decode testdata/webhooks || test $$? -eq 3

gen: ## write everything that is generated
	$(GO) generate ./...
	$(GO) run ./cmd/docgen

check: lint cover ## what must hold besides the tests
	$(GO) mod tidy -diff
	$(GO) mod verify

cover: ## statement coverage of internal/..., at least 90 %
	@$(GO) test -coverpkg=./internal/... -coverprofile=build/cover.out ./... >/dev/null
	@$(GO) tool cover -func=build/cover.out | awk '/^total:/ { print "coverage of internal/...:", $$3; if ($$3+0 < 90) { print "under 90 %"; exit 1 } }'

fuzz: ## run every fuzz target for FUZZTIME
	@for pkg in $$($(GO) list ./internal/...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
	  done; done

release-check: ## check the release configuration and build a snapshot
	$(GO) run $(GORELEASER) check
	$(GO) run $(GORELEASER) release --snapshot --clean --skip=publish

lint:
	$(GO) vet ./...
	$(GO) run $(GOLANGCI) run ./...

clean:
	rm -rf bin dist build
