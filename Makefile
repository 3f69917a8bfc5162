# Everything a developer runs. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

.PHONY: install
install: ## make the environment .venv from requirements.lock
	@scripts/install.sh requirements.lock

.PHONY: install-dev
install-dev: ## the same with what the tests and benchmarks need
	@scripts/install.sh requirements-dev.lock
	@scripts/install-node.sh

.PHONY: run
run: install ## install, train if needed, serve everything (PORT=8080, HOST=127.0.0.1)
	@exec $(PYTHON) -m frontdesk run

.PHONY: train
train: install ## train the model if the files have changed
	@$(PYTHON) -m frontdesk train

.PHONY: ask
ask: install ## answer one question: make ask Q="is my calf related to my back?"
	@$(PYTHON) -m frontdesk ask "$(Q)"

.PHONY: chat
chat: install ## chat in the terminal
	@$(PYTHON) -m frontdesk chat

.PHONY: validate
validate: install ## check content/ and Rasa's data
	@$(PYTHON) -m frontdesk validate
	@scripts/validate-rasa.sh

.PHONY: test
test: install-dev ## install, and run every test that needs no outside server
	@$(PYTHON) -m pytest

.PHONY: lint
lint: install-dev ## style and common mistakes
	@$(PYTHON) -m ruff check .

.PHONY: types
types: install-dev ## static types, of the widget's JavaScript too
	@$(PYTHON) -m mypy
	@if [ -x node_modules/.bin/tsc ]; then node_modules/.bin/tsc -p .; \
	else echo "The widget's types were not checked: that needs Node.js." >&2; [ "$$FRONTDESK_REQUIRE_BROWSER" != 1 ]; fi

.PHONY: eval
eval: install-dev ## figures on the development sets in tests/eval/
	@$(PYTHON) -m frontdesk.evaluation

.PHONY: eval-booking
eval-booking: install-dev ## booking dialogues with the whole system: does the clinic get the right fields?
	@$(PYTHON) -m frontdesk.evaluation.booking

.PHONY: eval-safety
eval-safety: install-dev ## figures of the red-flag detector on tests/eval/red_flags/
	@$(PYTHON) -m frontdesk.evaluation.red_flags

.PHONY: red-flag-weights
red-flag-weights: install-dev ## fit red-flag-weights.json on the development set
	@$(PYTHON) -m frontdesk.evaluation.fit_red_flags

.PHONY: eval-redaction
eval-redaction: install-dev ## figures of the redaction on tests/eval/redaction*.tsv
	@$(PYTHON) -m frontdesk.evaluation.redaction
	@$(PYTHON) -m frontdesk.evaluation.redaction --set tests/eval/redaction_held_out.tsv

.PHONY: thresholds
thresholds: install-dev ## fit thresholds.json on the development set
	@$(PYTHON) -m frontdesk.evaluation.fit_thresholds

.PHONY: bench
bench: install-dev ## compare with the stock bot of `rasa init`, and with no red-flag detector (about 40 minutes)
	@$(PYTHON) -m benchmarks.stock
	@$(PYTHON) -m benchmarks.red_flags

.PHONY: bench-widget
bench-widget: install-dev ## the chat widget beside others, in a browser (about 15 minutes)
	@$(PYTHON) -m benchmarks.widget $(if $(OUT),--out "$(OUT)")

.PHONY: bench-booking
bench-booking: install-dev ## callback requests during kill -9 and mail and webhook failures (about 6 minutes; REQUESTS=300)
	@$(PYTHON) -m benchmarks.booking $(if $(REQUESTS),--requests "$(REQUESTS)")

.PHONY: bench-publishing
bench-publishing: install-dev ## from an example to live, back again, and 20 publications while visitors talk (about 45 minutes)
	@$(PYTHON) -m benchmarks.publishing

.PHONY: screenshots
screenshots: install-dev ## take the pictures of the README
	@$(PYTHON) -m scripts.screenshots

.PHONY: staff-tasks
staff-tasks: install-dev ## what staff do in a week, in a browser: clicks, keys and seconds of each task (about 10 minutes)
	@$(PYTHON) -m scripts.staff_tasks

.PHONY: staff-pictures
staff-pictures: install-dev ## take the pictures of docs/staff-guide.md
	@$(PYTHON) -m scripts.staff_pictures

.PHONY: bench-hint3
bench-hint3: install-dev ## the classifier on HINT3: make bench-hint3 DATA=folder
	@$(PYTHON) -m benchmarks.hint3 --data "$(DATA)"

.PHONY: lock
lock: ## renew the lock files (needs uv)
	@uv pip compile requirements.in --override requirements-overrides.txt --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.10 -o requirements.lock
	@uv pip compile requirements-dev.in -c requirements.lock --override requirements-overrides.txt --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.10 -o requirements-dev.lock

.PHONY: clean
clean: ## remove models, caches and what a running Frontdesk wrote
	@rm -rf models var .rasa results
