# Everything that is done with this project, by name. `make demo` and `make test` set up
# what they need in .venv; a second run needs no network.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

bin := $(VENV)/bin
pip := $(bin)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

# One stage for each folder of tests, quick ones first.
SUITES := unit golden quality integration fault browser
suites := $(foreach s,$(SUITES),$(if $(wildcard tests/$s/test_*.py tests/$s/*/test_*.py tests/$s/*/*/test_*.py),$s))
CHECKS := lint format types contracts
STAGES := $(CHECKS) $(suites)

.PHONY: help demo test peers fmt bench docs clean setup $(CHECKS) $(SUITES)

help:
	@echo "make demo      a day of the demo newsroom, from its feeds to a local inbox"
	@echo "make test      every check; or one: $(STAGES)"
	@echo "make fault     senders killed a hundred times; DIGEST_FAULT_ROUNDS=N for another number"
	@echo "make fmt       format the code"
	@echo "make bench     the benchmarks"
	@echo "make docs      draw the pictures of the documentation again"
	@echo "make clean     remove what these commands made"

demo: $(VENV)/.run
	@$(bin)/digest demo $(ARGS)

test: setup peers
	@sh tests/stages.sh $(STAGES)

setup: $(VENV)/.dev

peers:
	@sh tests/install_peers.sh

# --- the virtual environment -----------------------------------------------------------

$(VENV)/.made:
	@sh tests/check_python.sh "$(PYTHON)"
	@echo "Setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: pyproject.toml | $(VENV)/.made
	@echo "Installing digest (again when pyproject.toml changes)"
	@$(pip) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.made
	@echo "Installing digest and its checkers (again when pyproject.toml changes)"
	@$(pip) install --editable '.[dev]'
	@touch $(VENV)/.run $@

$(VENV)/.bench: pyproject.toml | $(VENV)/.dev
	@echo "Installing the libraries that benchmarks compare with"
	@$(pip) install --editable '.[dev,bench]'
	@touch $@

# --- the stages of `make test` ---------------------------------------------------------

lint: setup
	@$(bin)/ruff check .

format: setup
	@$(bin)/ruff format --check .

types: setup
	@$(bin)/mypy --strict

contracts: setup
	@$(bin)/lint-imports --no-logo

# Among the other stages ten kills of a sender, by hand a hundred.
test: export DIGEST_FAULT_ROUNDS ?= 10
fault: export DIGEST_FAULT_ROUNDS ?= 100

$(SUITES): setup
	@$(bin)/pytest tests/$@

# --- the rest --------------------------------------------------------------------------

fmt: setup
	@$(bin)/ruff check --fix --exit-zero --quiet .
	@$(bin)/ruff format .

bench: $(VENV)/.bench
	@for bench in $(wildcard bench/[a-z]*.py); do \
		echo "== $$bench" && $(bin)/python $$bench || exit 1; done

docs: setup
	@for maker in $(wildcard docs/make_*.py); do $(bin)/python $$maker || exit 1; done

clean:
	rm -rf $(VENV) .peers build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf tests/node/node_modules
