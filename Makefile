# On a fresh machine with python3 and make: `make demo` shows the main job, `make test` the proof.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test lint coverage bench score year messages clean

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

coverage: $(READY)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto -k 'not may_not_grow' # coverage's own file must grow
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: $(READY)
	$(BIN)/python -m compileall -q taskmatrix
	$(BIN)/python -m bench

year: $(READY)
	$(BIN)/python tests/year_table.py

score: $(READY) # how well notices are read: make score FOLDER=…
	$(BIN)/python tests/notices/score.py $(FOLDER)

messages: PO := taskmatrix/locale/zh/LC_MESSAGES/taskmatrix.po
messages: $(if $(wildcard $(BIN)/pybabel),,$(READY))
	$(BIN)/pybabel -q extract --add-location=file --sort-by-file -o messages.pot \
	  $$($(BIN)/python -c 'import click; print(*click.__path__)') taskmatrix
	$(BIN)/pybabel -q update -l zh -N --ignore-obsolete --no-wrap -i messages.pot -o $(PO)
	sed -E '/^"(Rep|POT|PO-|Last|Language-|Gen)/d; /^#:/s|[^ ]+-packages/||g' $(PO) >messages.pot
	mv messages.pot $(PO)
	$(BIN)/pybabel -q compile -D taskmatrix -d taskmatrix/locale

clean:
	rm -rf $(VENV) dist build .coverage* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
