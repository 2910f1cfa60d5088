# Everything a person or a contributor needs; each target sets up what is missing first.
PYTHON = .venv/bin/python

.PHONY: run test lint bench soak lock format texts

run: .venv/ready  ## open the desktop app, or run the demo where there is no display
	@$(PYTHON) -m ui.app

test: .venv/ready  ## the whole test suite
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto -q

lint: .venv/ready  ## style, types and layers
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

bench: .venv/ready  ## the figures that the closing notes quote
	@$(PYTHON) -m tests.bench

soak: .venv/ready  ## the long column of the test plan
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto -q -m soak

format: .venv/ready  ## put the code into its one format
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

lock: .venv/ready  ## pin the newest allowed dependencies, with hashes and without hosts
	@$(PYTHON) -m piptools compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --no-annotate --no-header --extra dev --output-file requirements.lock pyproject.toml

texts: .venv/ready  ## extract all visible texts into the catalogues
	@$(PYTHON) -m ui.locale.catalogue update

.venv/ready: requirements.lock pyproject.toml .ci/setup
	@.ci/setup
