#!/bin/sh
# Makes .venv from a lock file, unless it is there already.
# Usage: scripts/install.sh requirements.lock|requirements-dev.lock
set -eu

lock=$1
here=$(CDPATH= cd -- "$(dirname "$0")" && pwd)
stamp=.venv/installed
wanted="$lock $(cat "$lock" pyproject.toml | cksum)"

# The larger lock holds the smaller one: an environment with the tests' tools runs everything.
for other in requirements-dev.lock "$lock"; do
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$other $(cat "$other" pyproject.toml | cksum)" ]; then
        exit 0
    fi
done

python=$("$here/find-python.sh")
if [ ! -x .venv/bin/python ] || [ "$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')" != 3.10 ]; then
    echo "Making the environment .venv with $python …" >&2
    rm -rf .venv
    "$python" -m venv .venv
fi
rm -f "$stamp"
echo "Installing $(grep -c '==' "$lock") packages from $lock …" >&2
.venv/bin/python -m pip install --disable-pip-version-check --no-deps --require-hashes -r "$lock"
.venv/bin/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
echo "$wanted" > "$stamp"
