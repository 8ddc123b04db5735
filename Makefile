# What you can ask for. Everything is installed into .venv and tests/audit/node_modules, once, from locked
# versions; nothing else on the machine changes, except that `make test` may install a missing Chromium.

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
PIP    := $(RUN) -m pip --disable-pip-version-check
AUDIT  := tests/audit
READING := $(VENV)/reading

# Without the bytecode of its modules every process would compile them anew, which takes longer than most checks do.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site pdf check test serve audit bench scripts pictures lock clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1@/' | awk -F@ '{ printf "%-16s %s\n", $$1, $$2 }'

# ---- what people do every day -------------------------------------------------------------------------------

site: $(VENV)/.site ## Check the project and build both sites
	$(RUN) -m generator build
	@echo
	@echo "  for the staff:   site/staff/index.html"
	@echo "  for buyers:      site/buyer/index.html"
	@echo "  to look at them: make serve"

pdf: $(VENV)/.pdf ## The same, and the buyer policy as PDF in each language
	$(RUN) -m generator build --pdf

check: $(VENV)/.site ## Only check: do policy, pages and languages agree?
	$(RUN) -m generator check

serve: $(VENV)/.site ## Show both sites on this machine, and build again while you edit
	$(RUN) -m generator serve

# ---- the gates ----------------------------------------------------------------------------------------------

test: $(VENV)/.test ## Every gate that needs only Python and Chromium
	@.ci/browser
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(VENV)/bin/lint-imports
	$(RUN) -m generator check
	@# The first time, types take one processor for half a minute; what is said of them stands at the end.
	$(RUN) -m mypy >$(VENV)/types 2>&1 & types=$$!; \
	  $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder; tests=$$?; \
	  wait $$types; types=$$?; cat $(VENV)/types; exit $$((types | tests))

audit: pdf $(VENV)/.audit $(AUDIT)/node_modules/.installed ## The gates that need Node and Java too, on the built sites
	@.ci/browser
	$(RUN) -m tests.audit.small --check
	$(RUN) -m tests.audit site

bench: $(VENV)/.test $(VENV)/.benchmark ## How long a build takes, for 50 and 500 pages a language, and how fast it decides
	$(RUN) -m tests.benchmarks

reading: $(VENV)/.test $(READING)/.installed ## What the reader of quantities finds and misses, beside other tools
	$(RUN) -m tests.benchmarks.reading $(READING)/bin/python

scripts: $(VENV)/.test $(AUDIT)/node_modules/.installed ## Make the scripts of the pages small again after an edit
	$(RUN) -m tests.audit.small
	$(RUN) -m tests.shipped

pictures: site $(VENV)/.test ## Take the pictures that the README shows
	@.ci/browser
	$(RUN) -m tests.audit.pictures site .github/pictures

# ---- installing, each only when its lock has changed ----------------------------------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Samepage needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The locks hold each other's versions (site is part of test, test of audit), so they can follow in any order.
# The project itself is installed with the first.
$(VENV)/.%: requirements/%.txt pyproject.toml $(VENV)/.made
	$(PIP) install --quiet --no-compile --require-hashes -r $<
	@# On all processors: pip would use one. Some packages hold files that are no Python of this version; pip minds neither.
	@$(RUN) -m compileall -qq -j 0 $(VENV)/lib || true
	$(if $(filter site,$*),$(PIP) install --quiet --no-deps --no-build-isolation -e .)
	@touch $@

$(VENV)/.pdf: | $(VENV)/.site
$(VENV)/.test: | $(VENV)/.pdf
$(VENV)/.audit: | $(VENV)/.test

# Tools that ours is measured beside: none of them may change what everything else runs with.
$(READING)/.installed: requirements/reading.txt $(VENV)/.made
	$(PYTHON) -m venv $(READING)
	$(READING)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $<
	@touch $@

$(AUDIT)/node_modules/.installed: $(AUDIT)/package.json $(AUDIT)/package-lock.json
	@command -v npm >/dev/null || { echo "The audit needs Node 20.19 or newer, with npm: https://nodejs.org" >&2; exit 1; }
	cd $(AUDIT) && npm ci --silent
	@touch $@

# ---- upkeep -------------------------------------------------------------------------------------------------

UV   := $(VENV)/lock/bin/uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-strip-extras \
        --group backend $(UPGRADE) pyproject.toml

lock: $(UV) ## Write requirements/ and the audit's lock anew (UPGRADE=--upgrade to take newer versions)
	$(LOCK) --extra pdf --extra test --extra dev --extra audit -o requirements/audit.txt
	$(LOCK) --extra pdf --extra test --extra dev -c requirements/audit.txt -o requirements/test.txt
	$(LOCK) --extra pdf -c requirements/audit.txt -o requirements/pdf.txt
	$(LOCK) -c requirements/audit.txt -o requirements/site.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate $(UPGRADE) --group benchmark -o requirements/benchmark.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate $(UPGRADE) --group reading -o requirements/reading.txt
	cd $(AUDIT) && npm install --silent --package-lock-only

$(UV): $(VENV)/.made
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5,<1'

clean: ## Remove everything that can be made again
	rm -rf $(VENV) site .site.builds .samepage $(AUDIT)/node_modules dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +
