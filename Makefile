# Every target does its own set-up and may be run again at any time.
# PYTHON, PROFILE (public|intranet), AS_OF, PORT, FILE and REGION may be given on the command line.

PYTHON  ?= python3
PROFILE ?= public
PORT    ?= 8000
AS_OF   ?=
VENV    := .venv
PY      := $(VENV)/bin/python
BUILD   := $(PY) -m build_scripts

.PHONY: help serve build check test bench import schemas lock clean
.DELETE_ON_ERROR:

help:
	@echo "make serve   安装、构建并在 http://127.0.0.1:$(PORT)/ 打开；内容改动后自动重建"
	@echo "make test    安装并运行全部检查与测试"
	@echo "make build   构建到 site/（PROFILE=public 公开版，PROFILE=intranet 内网版）"
	@echo "make check   只检查 content/ 里的内容"
	@echo "make import FILE=文本文件 REGION=地区   把文件原文变成 YAML 草稿"
	@echo "make bench   量构建与页面的速度"
	@echo "make schemas 按模型重新生成 content/schemas/"
	@echo "make lock    按 pyproject.toml 和 package.json 重新生成锁定文件"

$(PY):
	@echo "── 建立 Python 环境"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新版本"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.build-ready: requirements.lock | $(PY)
	@echo "── 安装构建所需的 Python 包"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.test-ready: requirements-test.lock $(VENV)/.build-ready
	@echo "── 安装测试所需的 Python 包"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

node_modules/.build-ready: package-lock.json package.json
	@node -e 'process.exit(Number(process.versions.node.split(".")[0] < 20))' \
	  || { echo "需要 Node 20 或更新版本"; exit 1; }
	@echo "── 安装浏览器运行时"
	@npm ci --silent --omit=dev
	@touch $@

node_modules/.test-ready: node_modules/.build-ready
	@echo "── 安装测试所需的 Node 包"
	@npm ci --silent
	@touch node_modules/.build-ready $@

serve: $(VENV)/.build-ready node_modules/.build-ready
	@$(BUILD) serve --profile $(PROFILE) --port $(PORT) $(if $(AS_OF),--as-of $(AS_OF))

build: $(VENV)/.build-ready node_modules/.build-ready
	@$(BUILD) build --profile $(PROFILE) $(if $(AS_OF),--as-of $(AS_OF))

check: $(VENV)/.build-ready
	@$(BUILD) check

import: $(VENV)/.build-ready
	@test -n "$(FILE)" && test -n "$(REGION)" \
	  || { echo "用法：make import FILE=文本文件 REGION=地区编号（如 tianjin）"; exit 2; }
	@$(BUILD) import "$(FILE)" --region "$(REGION)"

schemas: $(VENV)/.build-ready
	@$(BUILD) schemas

test: $(VENV)/.test-ready node_modules/.test-ready
	@sh tests/browser/install_tools.sh
	@echo "── 代码规范与类型"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@npx --no-install tsc --project tsconfig.json
	@echo "── 内容与全站"
	@$(BUILD) build --profile public
	@echo "── 测试"
	@$(PY) -m pytest

bench: $(VENV)/.test-ready node_modules/.test-ready
	@sh tests/browser/install_tools.sh
	@$(BUILD) build --profile public
	@$(PY) -m tests.bench

$(VENV)/.lock-ready: | $(PY)
	@$(PY) -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@touch $@

LOCK := $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header -p 3.11

lock: $(VENV)/.lock-ready
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) pyproject.toml --group test -o requirements-test.lock
	@$(LOCK) --prerelease allow --group runtime -o requirements-runtime.lock
	@npm install --package-lock-only --silent

clean:
	@rm -rf build site
