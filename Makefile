# The two commands of the README need nothing but Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test quick soak lint types bench bench-long kit lock clean

demo: $(STAMP)
	$(BIN)/luanchuyen new --example binh-lieu --out demo/binh-lieu.xlsx --force
	$(BIN)/luanchuyen plan demo/binh-lieu.xlsx --out demo/ket-qua

test: $(STAMP) lint types
	$(BIN)/python -m pytest -n 2 --dist loadfile

quick: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"

# Inputs by chance for an hour, and the tests marked soak, which take long and prove little at a time.
SOAK_SECONDS ?= 3600
soak: $(STAMP)
	SOAK_SECONDS=$(SOAK_SECONDS) $(BIN)/python -m pytest -m soak

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# The root is the package, which mypy does not follow by itself: a link gives it the name. For Windows too, which lacks
# names that Linux has.
types: $(STAMP)
	mkdir -p .mypy && ln -sfn .. .mypy/luanchuyen
	cd .mypy && for system in linux win32; do MYPYPATH=. ../$(BIN)/mypy --config-file ../pyproject.toml \
		--platform $$system --cache-dir .mypy_cache-$$system -p luanchuyen.models -p luanchuyen.optimizer \
		-p luanchuyen.scenarios -p luanchuyen.sheets -p luanchuyen.wording -p luanchuyen.reports -p luanchuyen.commands \
		-p luanchuyen.messages -m luanchuyen.cli -m luanchuyen || exit 1; done

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

# A region and a nation: half an hour on two free cores.
bench-long: $(STAMP)
	$(BIN)/python benchmarks/run.py long

lock: $(STAMP)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --extra page --extra dev --output-file requirements.lock pyproject.toml
	mkdir -p build && rm -f build/pylock.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --format pylock.toml --no-emit-index-url \
		--extra page --constraint requirements.lock --output-file build/pylock.toml pyproject.toml
	$(BIN)/python docs/kit.py lock build/pylock.toml

# For offices with Windows and without a network: docs/windows.md. Fetches some 150 MB of wheels.
kit: $(STAMP) types
	$(BIN)/python docs/kit.py build out/luanchuyen-windows

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q -x '/\.' .
	touch $(STAMP)

clean:
	rm -rf $(VENV) .mypy demo out build *.egg-info
