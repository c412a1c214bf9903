# Two commands matter: `make run` and `make test`. Both set up all they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PROJECT ?= config
PORT ?= 5005
# As in bot/commands/entry.py, for the test runner, which is not started through it.
export GOMP_SPINCOUNT := 10000

STAMP := $(VENV)/.installed

.PHONY: help install run train test check format bench conformance clean

help: ## show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Frontdesk needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet torch -c constraints.txt
	$(BIN)/pip install --quiet -e '.[dev]' -c constraints.txt
	touch $(STAMP)

install: $(STAMP) ## make .venv with the frontdesk command in it

run: $(STAMP) ## train the demo bot if needed and serve it at http://localhost:5005
	$(BIN)/frontdesk run $(PROJECT) --port $(PORT)

train: $(STAMP) ## train the model of PROJECT (default: config)
	$(BIN)/frontdesk train $(PROJECT)

test: $(STAMP) ## run all tests, with the real server and a real browser
	test -f config/var/CURRENT || $(BIN)/frontdesk train config
	$(BIN)/python -m pytest

check: $(STAMP) ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## measure turns per second over HTTP
	$(BIN)/frontdesk bench turn $(PROJECT)

conformance: $(STAMP) ## test Slack and Telegram against the vendors' own client libraries
	test -x .conformance-venv/bin/python || $(PYTHON) -m venv .conformance-venv
	.conformance-venv/bin/pip install --quiet -r tests/conformance/requirements.txt
	.conformance-venv/bin/python -m pytest -c tests/conformance/pytest.ini tests/conformance

clean: ## remove what was installed and built, keep var/
	rm -rf $(VENV) .conformance-venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
