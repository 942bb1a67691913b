# `make demo` and `make test` do all the set-up themselves: they need Python 3.11+, gcc and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: setup demo test doors check catalogues eval bench clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("recoupe needs Python 3.11 or later; this is %s. Try: make PYTHON=python3.11" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -e '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/recoupe brief examples/press --meta examples/press/meta.json --page recoupe-brief.html

test: $(STAMP)
	$(BIN)/pytest

# Every marking at every door: `make test` takes a fifth of those that are asked for one by one.
doors: $(STAMP)
	RECOUPE_ALL_DOORS=1 $(BIN)/pytest tests/share/exchange/test_doors.py tests/share/exchange/test_all_doors.py

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The words of the workbench and of the brief, from what translators edit (.po) to what is read (.mo).
catalogues: $(STAMP)
	$(BIN)/pybabel compile --domain workbench --directory src/recoupe/serve/locale
	$(BIN)/pybabel compile --domain brief --directory src/recoupe/share/locale
	$(BIN)/pybabel compile --domain reasons --directory src/recoupe/share/locale --locale fr
	$(BIN)/pybabel compile --domain told --directory src/recoupe/share/locale --locale fr

eval: $(STAMP)
	$(BIN)/python eval/run.py

bench: $(STAMP)
	$(BIN)/python benchmarks/pipeline.py
	$(BIN)/python benchmarks/coding.py
	$(BIN)/python benchmarks/coding.py --memory 20000
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/prefilter.py
	$(BIN)/python benchmarks/copies.py
	$(BIN)/python benchmarks/stream.py
	$(BIN)/python benchmarks/export.py
	$(BIN)/python benchmarks/web.py
	$(BIN)/python benchmarks/pull.py --records 2000

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
