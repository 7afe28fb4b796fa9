# make draft   a first book, on your own machine
# make test    everything that has to hold
# make pictures  the pictures of the README, drawn again
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
BOOK := first-book

.PHONY: install weights draft test lint pictures clean

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

weights: install
	@$(BIN)/storyteller model pull smollm2-135m all-minilm-l6-v2

draft: weights
	@if [ -f $(BOOK)/story.toml ]; then $(BIN)/storyteller draft $(BOOK); \
	else $(BIN)/storyteller draft $(BOOK) --world lantern-coast --scale flash; fi

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint weights
	$(BIN)/python -m pytest -n 2 --dist loadfile

pictures: weights
	$(BIN)/python pictures/draw.py

clean:
	rm -rf $(VENV) $(BOOK) dist .mypy_cache .pytest_cache .ruff_cache
