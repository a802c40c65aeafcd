# Two commands do everything on a machine that has Python 3.11 or 3.12 and make: `make run` and `make test`.

PYTHON ?= $(shell for p in python3.11 python3.12 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
KB ?= out/kb

INBOX ?= out/inbox
CRON ?= 0 3 * * *
SOURCES ?= corpus/sources.toml
REPORTS ?= ../shared/reports

.PHONY: run test lint types imports tests server schedule lock clean

## The main job on the sample reports; ends in a comparison, a scorecard and the path of the release.
run: .venv/runtime.stamp
	$(BIN)/docstruct run corpus/samples --kb $(KB)
	$(BIN)/docstruct compare gdp --kind growth --kb $(KB)
	$(BIN)/docstruct scorecard gdp cpi urban_unemployment --region 上海市 --kb $(KB)
	@echo "release: $$(cd $(KB) && pwd -P)"

## Everything that CI checks.
test: lint types imports tests

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.stamp
	$(BIN)/mypy

imports: .venv/dev.stamp
	$(BIN)/lint-imports

tests: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto

# A Prefect server of our own: state in out/prefect, nothing sent anywhere, history of two weeks.
server schedule: export PREFECT_HOME = $(CURDIR)/out/prefect
server schedule: export PREFECT_API_URL = http://127.0.0.1:4200/api
server schedule: export PREFECT_FLOWS_HEARTBEAT_FREQUENCY = 30
server schedule: export PREFECT_SERVER_ANALYTICS_ENABLED = false
server schedule: export DO_NOT_TRACK = 1
server schedule: export PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED = events,flow_runs
server schedule: export PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD = 1209600
server schedule: export PREFECT_SERVER_EVENTS_RETENTION_PERIOD = P14D

## The Prefect server, until interrupted.
server: .venv/runtime.stamp
	@mkdir -p $(PREFECT_HOME)
	$(BIN)/prefect server start --host 127.0.0.1

## Register the deployments with the server, then work for them and watch the inbox, until interrupted.
schedule: export DEPLOY_ROOT = $(CURDIR)
schedule: export DEPLOY_INBOX = $(abspath $(INBOX))
schedule: export DEPLOY_KB = $(abspath $(KB))
schedule: export DEPLOY_CRON = $(CRON)
schedule: export DEPLOY_REPORTS = $(abspath $(REPORTS))
schedule: export DEPLOY_SOURCES = $(abspath $(SOURCES))
schedule: .venv/runtime.stamp
	$(BIN)/prefect work-pool create docstruct --type process --overwrite
	$(BIN)/prefect concurrency-limit create docstruct-publish 1
	$(BIN)/prefect --no-prompt deploy --all --prefect-file pipelines/prefect.yaml
	@$(BIN)/prefect --no-prompt automation delete docstruct-silent-runs > /dev/null 2>&1 || true
	$(BIN)/prefect automation create --from-file pipelines/automations.yaml
	trap 'kill 0' EXIT; $(BIN)/python -m pipelines.inbox $(DEPLOY_INBOX) & $(BIN)/prefect worker start --pool docstruct

# Set-up runs again only when a lock file or pyproject.toml changes.
.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "docstruct needs Python 3.11 or 3.12; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-compile --no-deps --editable .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/runtime.stamp
	$(BIN)/python -m pip install --quiet --no-compile --requirement requirements-dev.lock
	@touch $@

# CUDA packages stay out of the locks: torch names its own, exactly pinned, where its wheel needs them.
CUDA := triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc \
	nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
	nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(addprefix --no-emit-package ,setuptools $(CUDA))

## Resolve the lock files anew, after pyproject.toml changed its dependencies (UPGRADE=--upgrade takes new versions).
lock: | .venv/bin/python
	$(BIN)/python -m pip install --quiet --no-compile uv
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
