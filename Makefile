# make serve    everything that is needed, once, and then the site on http://127.0.0.1:8000
# make test     every check that CI runs
# Further: serve PORT=8080 HOST=0.0.0.0 ARGS="--writable" · test STEPS="types tests" · format ·
# reference · lock · clean. PYTHON=… chooses the interpreter.
#
# .venv holds all that is installed. The stamps in it make a later start do nothing but start.

.DEFAULT_GOAL := serve
.PHONY: serve test format reference lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# HOST only as an argument: some shells export HOST as the machine's own name, which would open the
# server to the network unasked.
ifeq ($(origin HOST),command line)
SERVE_HOST := --host '$(HOST)'
endif
ifneq ($(PORT),)
SERVE_PORT := --port '$(PORT)'
endif

serve: $(VENV)/.frontend
	@exec $(BIN)/plangraf serve $(SERVE_HOST) $(SERVE_PORT) $(ARGS)

test: $(VENV)/.test
	@.ci/check.sh $(STEPS)

format: $(VENV)/.test
	@$(BIN)/ruff check --quiet --fix --exit-zero --output-format concise
	@$(BIN)/ruff format
	@$(BIN)/python .ci/format_turtle.py

reference: $(VENV)/.test
	@$(BIN)/python .ci/reference.py

lock: $(VENV)/.test
	@.ci/lock.sh $(ARGS)

clean:
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment whose interpreter is gone (an upgraded system) or that was made elsewhere (a moved
# or copied checkout) is made anew.
ifneq ($(shell [ -x $(BIN)/python ] && cat $(VENV)/.made 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/.made
endif

$(VENV)/.made:
	@python=$$(PYTHON="$(PYTHON)" .ci/python.sh) || exit 2; \
	 echo "Skapar $(VENV) med $$python / making $(VENV) with $$python"; \
	 "$$python" -m venv --clear $(VENV)
	@echo "$(CURDIR)" >$@

$(VENV)/.serve: $(VENV)/.made server/requirements.lock pyproject.toml
	@echo "Installerar (en gång) / installing (once): server/requirements.lock"
	@$(PIP) install --quiet --quiet --require-hashes --only-binary :all: -r server/requirements.lock
	@$(PIP) install --quiet --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# The script bundles: made by the install above, and anew when their sources have changed. The site
# works without them, so that one who cannot fetch them is told, and can serve; the next start tries
# again.
$(VENV)/.frontend: $(VENV)/.serve $(wildcard server/frontend/src/*.ts server/frontend/*.*)
	@$(BIN)/python server/frontend/bundling.py
	@[ ! -e server/plangraf/web/static/built/manifest.json ] || touch $@

$(VENV)/.test: $(VENV)/.frontend tests/requirements.lock
	@echo "Installerar (en gång) / installing (once): tests/requirements.lock"
	@$(PIP) install --quiet --quiet --require-hashes --only-binary :all: -r tests/requirements.lock
	@touch $@
