# One way to run everything; CI runs the same recipes.
#   make sample   set up, then bundle a sample case and verify it
#   make test     set up, then run every test against the built wheel
#   make lint     ruff, mypy --strict (linux and win32), import-linter
#   make bench    the slow measurements of docs/benchmarks.md
#   make browser  校验说明.html in a browser: its tests, a large file, ten thousand files
#   make fuzz     the property tests at random, killed runs, a million hostile files; for long
#   make gallery  draw the pictures of docs/gallery.md and the READMEs
#   make golden   write what the golden stories give; FORCE=1 replaces what differs

PYTHON ?= python3
VENV ?= .venv
CASE ?= simple-loan
WORKERS ?= 2
TIMES ?= 1000000

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

SOURCES := $(shell find evidence_kit templates -type f -not -name '*.mo' -not -path '*/__pycache__/*') \
           pyproject.toml hatch_build.py constraints.txt README.md LICENSE

.PHONY: sample test lint bench browser fuzz gallery golden record schema judges build clean
.DEFAULT_GOAL := sample

sample: $(VENV)/.installed
	@rm -rf out/$(CASE) && mkdir -p out && cp -R samples/$(CASE) out/$(CASE)
	$(BIN)/evidence-kit bundle out/$(CASE)/screenshots
	@echo
	$(BIN)/evidence-kit exhibits out/$(CASE)/screenshots-bundle
	@echo
	$(BIN)/evidence-kit verify out/$(CASE)/screenshots-bundle || test $$? -eq 3

# The tests run from an empty folder, so that what they import is the installed wheel; two files
# at a time (WORKERS=0: one), as most of them keep one core busy.
test: $(VENV)/.installed-dev judges
	@mkdir -p out/elsewhere
	cd out/elsewhere && "$(abspath $(BIN))/python" -P -m pytest "$(CURDIR)/tests" \
	    --rootdir="$(CURDIR)" -c "$(CURDIR)/pyproject.toml" -p no:cacheprovider \
	    -n $(WORKERS) --dist loadgroup -m "not long" $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32
	$(BIN)/lint-imports

# Each measures the installed wheel: what stands beside a bench is all it finds of this folder.
# The second exam needs a browser and fonts: bench/second/README.md names them.
bench: $(VENV)/.installed-dev
	$(BIN)/python bench/accuracy.py --sets samples,drawn,second --rivals 40
	$(BIN)/python bench/read_speed.py
	$(BIN)/python bench/stages.py
	$(BIN)/python bench/digit_swap.py --pixels
	$(BIN)/python bench/scale.py
	$(BIN)/python bench/seal.py
	$(BIN)/python bench/book.py
	$(BIN)/python bench/claim.py

browser: $(VENV)/.installed-dev judges
	@mkdir -p out/elsewhere
	cd out/elsewhere && "$(abspath $(BIN))/python" -P -m pytest \
	    "$(CURDIR)/tests/end_to_end/test_verify_page_browser.py" --rootdir="$(CURDIR)" \
	    -c "$(CURDIR)/pyproject.toml" -p no:cacheprovider $(PYTEST_ARGS)
	$(BIN)/python bench/verify_page.py

fuzz: $(VENV)/.installed-dev
	@mkdir -p out/elsewhere
	cd out/elsewhere && HYPOTHESIS_PROFILE=fuzz "$(abspath $(BIN))/python" -P -m pytest \
	    "$(CURDIR)/tests/properties" "$(CURDIR)/tests/end_to_end/test_killed.py" \
	    "$(CURDIR)/tests/end_to_end/test_hostile_folder.py" \
	    --rootdir="$(CURDIR)" -c "$(CURDIR)/pyproject.toml" -p no:cacheprovider $(PYTEST_ARGS)
	cd out/elsewhere && "$(abspath $(BIN))/python" -P -m pytest "$(CURDIR)/tests/unit" -m long \
	    --rootdir="$(CURDIR)" -c "$(CURDIR)/pyproject.toml" -p no:cacheprovider $(PYTEST_ARGS)
	cd out/elsewhere && PYTHONPATH="$(CURDIR)/tests" "$(abspath $(BIN))/python" -P -m fuzz.run \
	    --times $(TIMES)

# The sample is read from its recordings, the stitched chat by the real engines.
gallery: $(VENV)/.installed-dev
	cd tests && PYTHONPATH=../samples $(abspath $(BIN))/python gallery.py

# Read every golden story with the real engines, and keep what they read; STORY="…" chooses some.
golden: $(VENV)/.installed-dev
	$(BIN)/python -P tests/golden/write.py $(if $(FORCE),--force) $(STORY)

# Read every sample again with the real engines; the tests replay what is recorded.
record: $(VENV)/.installed-dev
	$(BIN)/python -P tests/record.py

# Publish the JSON Schema of `read --json` again, from the types.
schema: $(VENV)/.installed-dev
	$(BIN)/python -P tests/schema.py

judges:
	@sh .ci/judges

build: $(VENV)/.created
	@rm -rf dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "evidence-kit needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	    || { echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created $(SOURCES)
	@rm -rf dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt dist/*.whl
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps dist/*.whl
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
	    "$$(ls dist/*.whl)[dev]"
	@touch $@

clean:
	rm -rf $(VENV) dist out build
