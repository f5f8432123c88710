# 呈报：常用命令。直接运行 make 看说明。

.DEFAULT_GOAL := help
.PHONY: help run test check long coverage demo css lock templates docs bench fmt clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
UV ?= $(shell uv --version >/dev/null 2>&1 && echo uv)
COMPILE = uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml

GATES = "$(BIN)/ruff check ." "$(BIN)/ruff format --check ." "$(BIN)/mypy" "$(BIN)/lint-imports --no-logo" \
	"$(BIN)/djlint --lint --quiet templates" "$(BIN)/python -m server check" "$(BIN)/python -m pytest tests/house" \
	"! grep -n :// requirements.txt requirements-dev.txt"

export UV_PYTHON_DOWNLOADS = never

help: ## 显示本说明
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.ready ## 装好依赖并启动，浏览器打开 http://127.0.0.1:8000
	$(BIN)/python -m server serve

demo: $(VENV)/.ready ## 用示例单位启动（数据放在 var/demo/，与正式数据分开）
	$(BIN)/python -m server demo

test: $(VENV)/.ready-dev ## 装好依赖并运行测试；可以加 ARGS="-k 名称"
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

check: $(VENV)/.ready-dev ## 全部检查：代码、类型、依赖方向、页面模板、数据文件、文档、依赖锁
	@failed=""; for gate in $(GATES); do echo "== $$gate"; sh -c "$$gate" || failed="$$failed\n  $$gate"; done; \
	[ -z "$$failed" ] || { printf "没有通过：$$failed\n" >&2; exit 1; }

long: coverage ## 运行耗时几分钟的测试，量覆盖率
	$(BIN)/python -m pytest -m long $(ARGS)

coverage: $(VENV)/.ready-dev ## 运行测试并量分支覆盖率（慢一倍）
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report=term:skip-covered

bench: $(VENV)/.ready-dev ## 运行 benchmarks/ 下的性能测量
	@for each in $$(ls benchmarks/*.py | grep -v /_); do echo "== $$each"; $(BIN)/python -m benchmarks.$$(basename $$each .py) || exit 1; done

fmt: $(VENV)/.ready-dev ## 整理代码格式
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

templates: $(VENV)/.ready ## 由 data/formats/ 重新生成 docx_templates/
	$(BIN)/python -m server templates

docs: $(VENV)/.ready ## 由代码重新生成 docs/who.md
	$(BIN)/python -m docs.tables

css: ## 重新生成样式表（需要 Node 20 以上，见 frontend/README.md）
	cd frontend && npm ci --ignore-scripts --omit=optional && npm run build

lock: ## 重新锁定依赖（需要 uv）
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra dev -o requirements-dev.txt

clean: ## 删除虚拟环境和缓存；不动 var/ 里的数据
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .schemathesis .coverage htmlcov mutants out
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(VENV)/.ready: requirements.txt | $(BIN)/python
	$(call install,requirements.txt)
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本。请先安装。" >&2; exit 1; }
	$(if $(UV),uv venv -q --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))

# uv 比 pip 快十倍；没有它就用 Python 自带的 pip。
define install
$(if $(UV),uv pip install -q --python $(BIN)/python --require-hashes -r $(1),$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1))
endef
