# argosctl. `make demo` shows the main job, `make test` runs the tests.
GO         ?= go
GOLANGCI   := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GORELEASER := github.com/goreleaser/goreleaser/v2@v2.15.0
ACTIONLINT := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
SPELLING   := github.com/golangci/misspell/cmd/misspell@v0.7.0
GREMLINS   := github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0
BUILDENV   := CGO_ENABLED=0
BUILDFLAGS := -trimpath -ldflags '-s -w'
DEMO       := testdata/webhooks/retry.json testdata/webhooks/rejected.json testdata/encrypted/envelope.json
DEMOKEY    := EXAMPLEonlyNotARealKey0123456789abcdefgh
MISSPELT   := imcomplete,unknwon,reveiw
FUZZTIME   ?= 30s
CHAOSTIME  ?= 5m
MUTATE     ?= seal jsonscan personal cli/kit
BENCH      ?= all
LINES      ?= 1000000
TESTFLAGS  ?= -timeout 30m -parallel 8 -vet=off # many tests wait; make check vets

.PHONY: build test race interop check gen demo bench fuzz fuzz-short chaos mutate install lint spelling fresh cover release-check clean

build: ## build bin/argosctl
	$(BUILDENV) $(GO) build $(BUILDFLAGS) -o bin/argosctl ./cmd/argosctl

install: ## install argosctl into GOBIN
	$(BUILDENV) $(GO) install $(BUILDFLAGS) ./cmd/argosctl

test: ## run every test, and note which statements they reach
	@mkdir -p build
	$(GO) test $(TESTFLAGS) -coverpkg=./internal/... -coverprofile=build/cover.tmp $$($(GO) list ./... | grep -v '/cmd/bench$$')
	@mv build/cover.tmp build/cover.out
	$(GO) test $(TESTFLAGS) ./cmd/bench # it measures: nothing is counted

# The packages that start goroutines, or guard what several of them share.
CONCURRENT = $$(grep -rlE '^\s+(defer )?go |\.Go\(|sync\.(Mutex|RWMutex|Pool)|atomic\.' --include='*.go' --exclude='*browser*' internal | xargs dirname | sort -u | sed 's|^|./|')

race: ## run the tests of what is concurrent, with the race detector
	$(GO) test -race $(TESTFLAGS) $(CONCURRENT)

interop: ## hold outputs against programs and data that are downloaded first
	$(GO) test -count=1 -tags interop -run '^TestInterop' ./internal/...

demo: build ## explain a retry, a rejection and an encrypted webhook
	@for file in $(DEMO); do \
	  printf '\n$$ argosctl decode --brief %s\n' $$file; \
	  ARGOS_API_KEY=$(DEMOKEY) bin/argosctl decode --brief $$file || exit; \
	done

gen: ## write everything that is generated
	$(GO) generate ./...
	$(GO) test ./internal/sample -run '^TestGolden$$' -update
	$(GO) run ./cmd/docgen
	$(GO) test ./internal/cli -run '^TestPagesNameOneVersion$$' -update

check: lint spelling fresh cover ## what must hold besides the tests
	$(GO) mod tidy -diff
	$(GO) mod verify

lint: ## vet for other systems, which need no fast code, then lint the code and the workflows
	for os in windows darwin freebsd; do GOOS=$$os $(GO) vet -gcflags='all=-N -l' -tags interop ./... || exit; done
	$(GO) run $(GOLANGCI) run ./...
	$(GO) run $(ACTIONLINT)

spelling: ## no common misspelling but those (MISSPELT) that the vendor or a test makes
	git ls-files '*.md' | xargs $(GO) run $(SPELLING) -error -locale UK -i color,artifact,artifacts,$(MISSPELT)
	git ls-files '*.go' '*.yml' '*.yaml' '*.sh' '*.po' '*.txtar' Makefile Dockerfile | xargs $(GO) run $(SPELLING) -error -i $(MISSPELT)

fresh: ## what is generated is what make gen would write
	$(GO) run ./cmd/cataloggen -check
	$(GO) run ./cmd/docgen -check

cover: build/cover.out ## statement coverage of internal/..., at least 92 %
	@$(GO) tool cover -func=build/cover.out | awk '/^total:/ { print "coverage of internal/...:", $$3; if ($$3+0 < 92) { print "under 92 %"; exit 1 } }'

build/cover.out: $(shell find cmd internal -name '*.go' 2>/dev/null)
	@$(MAKE) --no-print-directory test

bench: build ## measure against other tools: BENCH=startup,decode LINES=100000
	$(GO) run ./cmd/bench -argosctl bin/argosctl -sections $(BENCH) -lines $(LINES) $(if $(PAGE),-page $(PAGE))

fuzz: ## run every fuzz target for FUZZTIME, two on a core
	@.ci/fuzz $(FUZZTIME)

fuzz-short: ## run every fuzz target for ten seconds
	@$(MAKE) --no-print-directory fuzz FUZZTIME=10s

chaos: ## run every command under bad conditions for CHAOSTIME; SEED=N repeats a run
	$(BUILDENV) $(GO) build $(BUILDFLAGS) -o build/argosctl ./cmd/argosctl
	$(GO) run ./cmd/chaos -argosctl build/argosctl -for $(CHAOSTIME) $(if $(SEED),-seed $(SEED)) $(if $(ROUND),-round $(ROUND))

mutate: ## change each condition and sum of the packages MUTATE, and list the changes that no test notices
	for package in $(MUTATE); do GOFLAGS=-vet=off $(GO) run $(GREMLINS) unleash --workers 1 --timeout-coefficient 20 ./internal/$$package || exit; done

release-check: ## build a snapshot of the release twice, compare, and try its package
	.github/release-check.sh $(GO) run $(GORELEASER)

clean:
	rm -rf bin dist build
