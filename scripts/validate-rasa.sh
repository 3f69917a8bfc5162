#!/bin/sh
# `rasa data validate` and `rasa test`, with warnings of ours and wrong predictions made fatal.
set -eu
python=.venv/bin/python
mkdir -p var/logs
log=var/logs/validate.log
export RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore
echo "Checking data/ and domain.yml with Rasa …" >&2
$python -m rasa data validate --fail-on-warnings >"$log" 2>&1 || { tail -n 15 "$log" >&2; exit 1; }
