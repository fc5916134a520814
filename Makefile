# Each target calls one command. RAW, DERIVED and HAND name other folders; OPTIONS goes to `article3 run`.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHERE := $(if $(RAW),--raw "$(RAW)") $(if $(DERIVED),--derived "$(DERIVED)") $(if $(HAND),--hand "$(HAND)")
SEED ?= 3
OUT ?= data/derived/rehearsal/delivery

.PHONY: help setup report pdf press reply figures search export vault forget claims messages lab test lint lock rehearse docs clean benchmark

help:  ## show this list
	@awk -F':.*##' '/^[a-z]+:.*##/ {printf "  make %-10s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.done  ## install what the lock file lists into .venv

# The marker is written last, so an install that broke off never looks finished.
$(VENV)/.done: requirements.lock bootstrap.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "Installing into .venv (a few minutes the first time) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bootstrap.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --no-index -e .
	@touch $@

report: setup  ## build everything from data/raw and say where the report is (PRIVATE=1: for the desk too)
	@$(BIN)/article3 run $(WHERE) $(OPTIONS)
	@$(if $(PRIVATE),$(BIN)/article3 report --private $(WHERE))

pdf: report  ## the report as one PDF (needs the system's Pango; IN=fr for French)
	@$(BIN)/article3 pdf $(WHERE) $(if $(IN),--language "$(IN)")

press: report  ## write the folder for the graphics desk (PRESS=folder)
	@$(BIN)/article3 press --out "$(or $(PRESS),data/derived/press)" $(WHERE)

reply: report  ## write what a named body is asked before print (BODY=RUS)
	@$(BIN)/article3 reply "$(BODY)" $(WHERE)

figures: setup  ## build just the figures (ONLY=name for one)
	@$(BIN)/article3 figures $(WHERE) $(if $(ONLY),--only "$(ONLY)")

claims: report  ## print what the reports said and what the records say to it
	@$(BIN)/article3 claims $(WHERE)

messages: setup  ## gather every text of the report into the catalogues (pipeline/language/*.po)
	@$(BIN)/python -m pipeline.language.gather

search: setup  ## find words in messages, documents and free text (WORDS='"red notice" Москва', FIND='--country RUS')
	@$(BIN)/article3 search $(WHERE) $(FIND) -- '$(WORDS)'

lab: report  ## open JupyterLab on the notebooks, the database ready
	$(BIN)/jupyter lab --notebook-dir notebooks

test: setup  ## run all tests (those in a browser are skipped where there is no Chromium)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder $(TESTS)

lint: setup  ## check style, types, SQL, notebooks without outputs and files that must not be tracked
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy pipeline & types=$$!; $(BIN)/sqlfluff lint --disable-progress-bar -p 1 sql && wait $$types
	$(BIN)/python -m tests.guards

export: setup  ## write the tables that may leave (PUBLIC=folder, EARLIER=the release before)
	@$(BIN)/article3 export --public "$(PUBLIC)" $(if $(EARLIER),--earlier "$(EARLIER)") $(WHERE)

vault: setup  ## lock everything derived into an encrypted archive (ARCHIVE=file, OPEN=1 to put it back)
	@$(BIN)/article3 vault "$(ARCHIVE)" $(if $(OPEN),--open) $(if $(DERIVED),--derived "$(DERIVED)")

forget: setup  ## delete a delivery and everything derived (DELIVERY=name, YES=1 to mean it)
	@$(BIN)/article3 forget "$(DELIVERY)" $(if $(YES),--yes) $(WHERE)

rehearse: setup  ## write an invented delivery (SEED=3 OUT=folder)
	@$(BIN)/article3 rehearse --seed $(SEED) --out "$(OUT)"

docs: setup  ## write the data dictionary and the lineage of every column to docs/dictionary.md
	@$(BIN)/article3 dictionary --out docs/dictionary.md

benchmark: setup  ## measure speed and memory (about 15 minutes) and print what goes into benchmarks/README.md
	$(BIN)/python -m benchmarks.scale

lock: setup  ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --no-strip-extras --group dev pyproject.toml -o requirements.lock
	echo uv | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header - -o bootstrap.lock

clean:  ## delete what the program made (data/derived), never data/raw
	find data/derived -mindepth 1 ! -name .gitkeep -delete
