# The commands of Stepfree; `make` alone lists them.
# Needs python3 (3.11 or later) and git; everything else is fetched into this folder.

PYTHON ?= python3
OUT ?= build
export PYTHON
export UV_PYTHON = $(PYTHON)
export UV_PYTHON_DOWNLOADS = never
# Compiled once here, so that no start of the service waits for it, nor needs to write to its code.
export UV_COMPILE_BYTECODE = 1
# The same for this folder's own code and templates, whatever is usual on this machine: compiled
# anew at each of some thousand starts, they would take a third of the tests' time.
export PYTHONDONTWRITEBYTECODE =
# Here a missing engine is an error; others are told which one is missing, and go on.
export REQUIRE_ENGINES = 1
# node and npm come with the test packages, in one version for everybody.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

UV = .uv/bin/uv
SYNC = $(UV) sync --quiet --frozen
PYTEST = .venv/bin/python -m pytest
LOCKED = uv.lock pyproject.toml
ENGINES = a11y/engines
NPM_CI = npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
GATE = tests/a11y/test_gate.py
# A third process fills what waits for pages leave. Who has nothing left takes over from others: a
# single file holds most of the examples.
IN_BROWSER = -n 3 --dist worksteal -m "journey or gate" --ignore=$(GATE)
# Each process has a screen reader of its own, which mostly waits: more of them than processors.
HEARD = -n 4 --maxschedchunk 1 tests/orca/test_transcripts.py
WITHOUT_BROWSER = not journey and not gate and not orca and not bench

.DEFAULT_GOAL = help
.PHONY: help setup service demo demo-check test test-gate test-heard test-code test-browser test-fast lint gallery audit evidence gate-mutants readings transcripts transcripts-steady transcripts-firefox bench documents words clean machine ready

help: ## Prints this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: .make/packages .make/engines ## Installs all that development needs, into this folder.

service: .make/service ## Installs what the service alone needs (EXTRAS="--extra postgresql").

demo: .make/demo ## Starts provider, sample portal and mailbox on this machine, to try by hand.
	@.venv/bin/stepfree demo

demo-check: .make/packages machine ## Walks through the demo in a headless browser and prints each step.
	@.venv/bin/python -m tests.journeys.demo_check

# Installing mostly waits for the network, so style and types are checked meanwhile. The gate keeps
# two processors busy by itself, and so do the browsers: beside others they took as long, and
# what they start was late. Who listens waits a third of the time: there the other tests run beside.
# They are shown when they have ended. None hides another: what fails makes the whole fail, at its
# end.
test: .make/packages ## Runs everything that CI runs.
	@echo "First style and types, and what the tests need; then the gate; then what needs a browser; then the rest."
	@$(MAKE) --no-print-directory --keep-going --jobs=3 --output-sync=target ready lint; lint=$$?; \
	$(MAKE) --no-print-directory ready || exit; \
	$(MAKE) --no-print-directory test-gate; gate=$$?; \
	$(MAKE) --no-print-directory test-browser; browser=$$?; \
	$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target \
		test-heard test-code && exit $$((lint | gate | browser))

test-gate:
	$(PYTEST) $(GATE)

test-heard:
	REQUIRE_ORCA=1 $(PYTEST) $(HEARD) tests/orca/test_gate.py

test-code:
	$(PYTEST) -n 2 -m "$(WITHOUT_BROWSER)"

test-browser:
	$(PYTEST) $(IN_BROWSER)

test-fast: .make/packages ## Runs the tests that need neither browser nor PostgreSQL: seconds.
	@$(PYTEST) -n 2 -m "$(WITHOUT_BROWSER) and not postgres"

lint: .make/packages ## Checks style and types.
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

gallery: .make/packages machine ## Writes every state of every page as a picture, to build/gallery.
	@.venv/bin/python -m a11y gallery --out $(OUT)/gallery

audit: .make/packages .make/engines machine ## Looks at every page in every language under every condition; goes on where it was stopped.
	@.venv/bin/python -m a11y audit --full --store $(OUT)/audit.sqlite3 --resume

evidence: .make/packages .make/engines machine ## Writes the evidence of a release to build/evidence, and its figures into the statement.
	@.venv/bin/python -m a11y audit --store $(OUT)/evidence.sqlite3 --resume
	@.venv/bin/python -m a11y gallery --language en --out $(OUT)/evidence/gallery
	@.venv/bin/python -m a11y evidence --store $(OUT)/evidence.sqlite3 --records templates \
		--gallery $(OUT)/evidence/gallery --out $(OUT)/evidence --statement flows/help/audited.toml

gate-mutants: .make/packages .make/engines machine ## Breaks our own pages in every listed way; the gate must see 95 of 100.
	@.venv/bin/python -m tests.a11y.mutants

readings: .make/packages .make/engines machine ## Records anew what each page says; look at the change.
	@.venv/bin/python -m a11y readings --write

transcripts: .make/packages machine ## Records anew what a screen reader says on every page.
	@REQUIRE_ORCA=1 TRANSCRIPTS=record $(PYTEST) $(HEARD)
	@git --no-pager diff --stat -- templates

SPOKEN = english
transcripts-steady: .make/packages machine ## Hears each story 20 times, all the same (SPOKEN=german).
	@REQUIRE_ORCA=1 TRANSCRIPT_RUNS=20 $(PYTEST) $(HEARD) -k "$(SPOKEN)"

transcripts-firefox: .make/packages machine ## Hears some stories in Firefox (TRANSCRIPTS=record keeps them).
	@REQUIRE_ORCA=1 $(PYTEST) tests/orca/test_firefox.py

bench: .make/packages ## Measures speed and memory against a bare floor.
	@.venv/bin/python -m tests.bench

documents: .make/packages ## Renews the tables of the README from the code.
	@.venv/bin/python -m tests.documents

words: .make/packages ## Brings the catalogues of the languages up to the texts of code and templates.
	@.venv/bin/python -m tests.templates.catalogues

clean: ## Removes all that these commands made, the demo's data too.
	rm -rf .make .uv .venv node_modules $(ENGINES)/node_modules build var .pytest_cache .ruff_cache .mypy_cache

# What has been done leaves a stamp in .make, so that the second time is quick.

$(UV): .ci/uv .ci/uv.txt
	@echo "Fetching uv, which installs the rest."
	@.ci/uv && touch $@

# --inexact: what the tests need stays where it is.
.make/service: $(UV) $(LOCKED)
	@echo "Installing the packages that the service needs."
	@$(SYNC) --no-dev --inexact $(EXTRAS)
	@mkdir -p .make && touch $@

.make/demo: $(UV) $(LOCKED)
	@echo "Installing the packages that service and demo need."
	@$(SYNC) --no-dev --inexact --extra demo
	@mkdir -p .make && touch $@

.make/packages: $(UV) $(LOCKED)
	@echo "Installing the packages that service and tests need."
	@$(SYNC)
	@mkdir -p .make && touch $@ .make/demo

# The accessibility engines, and the client of another house, by npm's own locks with hashes; no
# script of theirs runs here.
.make/engines: package.json package-lock.json $(ENGINES)/package.json $(ENGINES)/package-lock.json | .make/packages
	@echo "Installing the accessibility engines."
	@$(NPM_CI)
	@cd $(ENGINES) && $(NPM_CI)
	@mkdir -p .make && touch $@

machine:
	@.ci/machine

ready: .make/engines machine
