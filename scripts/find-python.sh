#!/bin/sh
# Prints the path of a Python 3.10, which Rasa needs, or says what to install.
set -u

is_310() {
    [ -x "$1" ] && [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = 3.10 ]
}

# A pyenv shim is on the PATH even where its version isn't active, so each is tried.
for candidate in "${PYTHON310:-}" "$(command -v python3.10 || true)" "$(command -v python3 || true)" \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10; do
    if [ -n "$candidate" ] && is_310 "$candidate"; then
        "$candidate" -c 'import sys; print(sys.executable)'
        exit 0
    fi
done
if command -v uv >/dev/null 2>&1; then
    candidate=$(uv python find 3.10 2>/dev/null || true)
    if [ -n "$candidate" ] && is_310 "$candidate"; then
        echo "$candidate"
        exit 0
    fi
fi
cat >&2 <<'MESSAGE'
Frontdesk needs Python 3.10 (Rasa runs on no newer one), and none was found on the PATH, in pyenv or in uv.
Install one, for example with `pyenv install 3.10` or `uv python install 3.10`, or set PYTHON310 to its path.
MESSAGE
exit 1
