# What a person, or a new machine, asks for. `make` alone says what there is.
# Needs git, make and a Python of 3.11 or later; everything else is fetched into .venv, beside this file.
# A Python of your own choice: make demo PYTHON=/path/to/python

SHELL := /bin/sh
.NOTPARALLEL:
.DEFAULT_GOAL := help

PY := .venv/bin/python
INSTALL := .ci/install $(PY)
PYTEST := $(PY) -m pytest --numprocesses=auto --dist=loadgroup
export MPLBACKEND := Agg
export PYTHON
unexport PYTHONDONTWRITEBYTECODE

# --------------------------------------------------------------------------------------------- for everyone

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: .venv/stamp-demo ## the index of Malmö's 14 areas: table, map and chart, in demo/
	@echo "Computing the index of Malmö's 14 areas ..."
	@$(PY) -m omradesindex demo --out demo

.PHONY: test
test: .venv/stamp-test ## the whole test suite, doctests included
	@$(PYTEST)

# ------------------------------------------------------------------------- for those who work on the library

.PHONY: coverage
coverage: .venv/stamp-test ## which lines the tests reach, but for those that take seconds or read whole pages; measuring nearly doubles their time
	@HYPOTHESIS_PROFILE=quick $(PYTEST) --quiet -m 'not slow' --cov --cov-report=term \
		--ignore=tests/sentences --ignore=tests/goldens --ignore=tests/test_reader.py

.PHONY: check
check: lint types floors test recompute processors notebooks docs accessibility other-weights wheel lowest clusters ## everything that CI asks

.PHONY: lint
lint: .venv/stamp-dev ## ruff: lint and format, changing nothing
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

.PHONY: format
format: .venv/stamp-dev ## ruff: put right what can be put right
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

.PHONY: types
types: .venv/stamp-dev ## mypy, strict
	@$(PY) -m mypy

.PHONY: floors
floors: .venv/stamp-dev ## import-linter: no lower floor imports an upper one
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

.PHONY: recompute
recompute: .venv/stamp-test ## 5000 random indices on random figures, computed once more by plain pandas
	@RECOMPUTE=$${RECOMPUTE:-5000} $(PY) -m pytest --quiet --numprocesses=auto --dist=worksteal tests/index/test_recompute.py

.PHONY: processors
processors: .venv/stamp-dev ## the same bytes, and ranks and robustness tested, on several processors
	@$(PY) .ci/same_everywhere.py
	@printf '%s\n' Haswell Nehalem Prescott | xargs -P 3 -I CORE env OPENBLAS_CORETYPE=CORE OPENBLAS_NUM_THREADS=1 \
		HYPOTHESIS_PROFILE=quick $(PY) -m pytest --quiet -p no:xdist -p no:cacheprovider -m 'not slow' tests/subjects/robustness \
		tests/methods/test_rank.py tests/methods/test_equal.py tests/methods/test_sums.py \
		--ignore=tests/subjects/robustness/charts --ignore-glob='*words.py' --ignore-glob='*/test_doors.py' \
		--ignore-glob='*/test_plots.py' -k 'not worth and not no_use and not kind_of_scores and not dead_worker'

.PHONY: other-weights
other-weights: .venv/stamp-test ## the page of other weights, as node and a browser (chromium) compute it, against the library
	@$(PY) benchmarks/what_if_settings.py
	@$(PY) .ci/other_weights.py

.PHONY: notebooks
notebooks: .venv/stamp-dev ## run every notebook from the top, in a copy
	@$(PY) .ci/run_notebooks.py notebooks

.PHONY: docs
docs: .venv/stamp-dev ## the documentation, in site/
	@NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --quiet

.PHONY: accessibility
accessibility: .venv/stamp-dev ## axe-core and A4 on every page that is written as HTML; on some of yours: PAGES="report.html site"
	@npm ci --prefix .ci/accessibility --no-audit --no-fund --silent
	@test -n "$(PAGES)" || { rm -rf build/pages && $(PY) .ci/accessibility/pages.py build/pages; }
	@node .ci/accessibility/check.mjs $(or $(PAGES),build/pages $(wildcard site))

.PHONY: wheel
wheel: .venv/stamp-dev ## build sdist and wheel, install it away from here, run the demo from it
	@.ci/check_wheel

.PHONY: lowest
lowest: .venv/stamp-dev ## the tests once more, against the wheel and the lowest supported versions
	@.ci/check_lowest

.PHONY: clusters
clusters: .venv/stamp-dev ## Spark, PostgreSQL, Dask and Ray, really started here: equal counts, killed workers
	@.ci/check_clusters

.PHONY: bench
bench: .venv/stamp-dev ## the timings of benchmarks/
	@for script in benchmarks/*.py; do echo "== $$script"; $(PY) "$$script" || exit 1; done

.PHONY: clean
clean: ## remove what was built, environments included
	rm -rf .venv build demo dist site .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# ------------------------------------------------------------------------------------------ the environment
# One environment that grows: each stamp says how far it has come, and is older than pyproject.toml when it
# has to be looked at again. The package is installed editable, so its own changes need no new installation.

.venv/stamp-python:
	@echo "Making an environment of its own in .venv ..."
	@.ci/make_venv .venv
	@touch $@

.venv/stamp-demo: .venv/stamp-python pyproject.toml
	@echo "Installing omradesindex with what it needs (the first time takes a minute) ..."
	@$(INSTALL) --editable '.[cli,plot]'
	@touch $@

.venv/stamp-test: .venv/stamp-python pyproject.toml
	@echo "Installing omradesindex with what it and its tests need (the first time takes a minute) ..."
	@$(INSTALL) --editable '.[all,test]'
	@touch $@

.venv/stamp-dev: .venv/stamp-python pyproject.toml
	@echo "Installing omradesindex with what all checks need (the first time takes a minute) ..."
	@$(INSTALL) --editable '.[dev]'
	@touch .venv/stamp-test $@
