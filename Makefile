# Two commands on a new machine with Go, git and make:
#   make run     builds Lingping and serves the made-up university
#   make test    installs what tests need (Debian, as root) and checks everything

.DEFAULT_GOAL := help
.PHONY: help run build release deb container generate test lint bench bench-size bench-roster bench-verify bench-peers bench-witness torture fuzz attack vuln sbom screenshots

# What makes the Debian package; it is run, not linked.
NFPM := v2.44.2

# The program is one static file; tests and checks are built the same way, so that nothing is compiled twice.
export CGO_ENABLED := 0

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, make the demo university and serve it; prints where and as whom to log in
	bin/lingping demo

build: ## build bin/lingping, one static file
	go build -trimpath -buildvcs=auto -o bin/lingping ./cmd/lingping

release: ## build bin/lingping as it is handed out: without what only a debugger needs
	go build -trimpath -buildvcs=auto -ldflags '-s -w' -o bin/lingping ./cmd/lingping

deb: release ## build dist/lingping_VERSION_ARCH.deb
	mkdir -p dist
	ARCH=$$(go env GOARCH) VERSION=$$(bin/lingping version | awk 'NR == 1 { print $$NF }') \
		go run github.com/goreleaser/nfpm/v2/cmd/nfpm@$(NFPM) package --config deploy/nfpm.yaml --packager deb --target dist/

container: release ## build the container image lingping (needs podman or docker)
	$$(command -v podman || command -v docker) build -f deploy/Containerfile -t lingping .

generate: ## write the *_templ.go files from the templates
	go tool templ generate

test: ## install what is missing, then check everything; the same in CI
	scripts/install-test-tools
	scripts/test

lint: ## formatting, generated files, go vet, staticcheck
	scripts/lint

bench: ## every benchmark, with allocations
	go test -run '^$$' -bench . -benchmem -timeout 60m ./...

# The sizes of the houses, and of the one in which all are compared; an empty PostgreSQL database, postgres://…, for the latter.
SIZES ?= 5000,100000
N ?= 20000
TURNS ?= 5
POSTGRES ?=

bench-size: ## what every page and act costs in a small and a large house (SIZES=5000,100000,1000000)
	go run ./bench/size $(SIZES)

bench-roster: ## what checking and importing a roster of many persons in one file takes (N=1000000)
	go build -trimpath -o bin/bench-roster ./bench/roster
	bin/bench-roster $(N)

bench-verify: ## what holding a house against its ledger takes (SIZES=5000,100000)
	go build -trimpath -o bin/bench-verify ./bench/verify
	bin/bench-verify $(SIZES)

bench-witness: ## what saving and handing in cost more because the ledger keeps what each act left (TURNS=5)
	go run ./bench/witness -turns $(TURNS)

bench-peers: build ## Lingping beside PocketBase, the least server and a bare one (N=20000, POSTGRES=postgres://…)
	cd bench/pocketbase && go build -trimpath -o ../../bin/pocketbase .
	go run ./bench/peers -n $(N) -postgres "$(POSTGRES)"

torture: ## kill the store a thousand times while it writes, watch a thousand gatherings for who said what, edit all of history (docs/attacks.md)
	LINGPING_STORM=1000 go test -count=1 -run LostWhenKilled -timeout 60m -v ./internal/store
	LINGPING_UPGRADES=100 go test -count=1 -run UpgradeIsKilled -timeout 60m -v ./internal/store
	LINGPING_SPY=1000 go test -count=1 -run CopiesOfEverything -timeout 60m -v ./internal/app
	go test -count=1 -run 'EveryEditOfHistory|EditsThatHistory|MadeAnewWithTheStolenKey' -v ./internal/app

fuzz: ## every fuzz target with 30,000 inputs
	scripts/fuzz 30000

attack: ## only what plays an enemy, at length: access and its mutants, forged requests, strangers, hostile files, spies; each finds planted holes
	LINGPING_CRAWL=whole LINGPING_SPY=100 go test -count=1 -timeout 30m -run 'Matrix|Policy|Forged|Stranger|Bomb|Hostile|OneOrganisation|CopiesOfEverything|Spy|FewPeople|StandingAlone' ./internal/...

vuln: ## ask the list of known faults in Go modules about ours (needs the internet)
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

sbom: release ## list what the program is made of in dist/lingping.cdx.json (CycloneDX)
	mkdir -p dist
	go run github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0 bin -json -licenses -output dist/lingping.cdx.json bin/lingping

screenshots: ## take the pictures of the README from the demo university
	LINGPING_E2E=1 LINGPING_PICTURES=$(CURDIR)/docs/pictures go test -tags pictures -count=1 -run '^TestPictures$$' -v ./e2e
