# Two commands matter: `make demo` and `make test`. Both set up what they need in .venv; neither needs root.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
# Compiled once: a command that compiles every module that it loads starts in twice the time.
unexport PYTHONDONTWRITEBYTECODE
# The installer trusts what the machine trusts, where the machine says so; otherwise the list that it brings along.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := true
endif

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python
PINNED := --require-hashes --only-binary :all:

.PHONY: help
help: ## Say what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 18

.PHONY: demo
demo: $(VENV)/.run ## Set up, then run the main job end to end on an invented country
	$(BIN)/goodstanding demo

.PHONY: test
test: lint $(VENV)/.spark $(VENV)/.third-party ## Set up, then run every check and the whole suite
	$(BIN)/pytest -n 2 -m 'not endurance'

.PHONY: lint
lint: $(VENV)/.test ## Style, types and architecture only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: endurance
endurance: $(VENV)/.test $(VENV)/.spark ## The whole suite, exhaustive, with new examples for every property; then mutation
	HYPOTHESIS_PROFILE=endurance $(BIN)/pytest -n 2
	$(MAKE) mutation

.PHONY: mutation
mutation: $(VENV)/.mutation ## Change the law's clocks, stages and permissions line by line: the tests have to fail
	rm -rf mutants
	$(BIN)/mutmut run --max-children 2
	$(BIN)/python scripts/mutation-score

.PHONY: bench
bench: $(VENV)/.test ## Measure; one benchmark with NAME=spine
	$(BIN)/python -m benchmarks $(or $(NAME),all)

.PHONY: wheel
wheel: $(VENV)/.installer ## Build the wheel into dist/
	$(UV) build --quiet --wheel --python $(BIN)/python --build-constraints requirements/build.txt --require-hashes

.PHONY: law
law: $(VENV)/.run ## Compile the catalogue and the sample rulebooks after a change of their YAML
	$(BIN)/python -c "from goodstanding.adapters.formats.shipped_law import compile_law; print(compile_law(), end='')" > compiled.tmp
	mv compiled.tmp src/goodstanding/data/compiled.json

.PHONY: clean
clean: ## Remove everything that was set up or built
	rm -rf $(VENV) dist mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.installer: requirements/installer.txt
	@scripts/setup-system
	@python="$$(scripts/find-python)" && "$$python" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINNED) -r $<
	@touch $@

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml $(VENV)/.installer
	@$(INSTALL) $(PINNED) -r $<
	@$(INSTALL) --no-deps --editable . --build-constraints requirements/build.txt
	@$(BIN)/python -m compileall -q src/goodstanding
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	@$(INSTALL) $(PINNED) -r $<
	@touch $@

$(VENV)/.mutation: requirements/mutation.txt $(VENV)/.test
	@$(INSTALL) $(PINNED) -r $<
	@touch $@

# A source archive of 434 MB, only where Java 17 is; the tests that need it are skipped aloud elsewhere.
$(VENV)/.spark: requirements/spark.txt requirements/spark-build.txt $(VENV)/.test
	@scripts/setup-spark
	@touch $@

# Where Python 3.12 or later is; the tests that need it are skipped aloud elsewhere.
$(VENV)/.third-party: requirements/third-party.txt $(VENV)/.test
	@scripts/setup-third-party
	@touch $@
