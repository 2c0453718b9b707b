# On a fresh machine with python3 and make: `make demo` shows the main job, `make test` the proof.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test lint bench messages clean

$(READY): pyproject.toml build_messages.py taskmatrix/locale/zh/LC_MESSAGES/taskmatrix.po
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "taskmatrix needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.2"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: $(READY)
	$(BIN)/taskmatrix demo

test: $(READY)
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m compileall -q taskmatrix
	$(BIN)/python -m bench

messages: $(READY)
	$(BIN)/python -m bench.messages

clean:
	rm -rf $(VENV) dist build .coverage* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
