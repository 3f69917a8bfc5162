#!/bin/sh
# Installs the tools of package-lock.json into node_modules, unless they are there already.
# They only check the widget: nothing of them is served, and without them those checks are skipped.
set -eu

stamp=node_modules/installed
wanted=$(cat package.json package-lock.json | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi
if ! command -v npm >/dev/null 2>&1; then
    echo "Type checks of the widget and accessibility tests need Node.js: install Node.js 20 or newer with npm;" \
        "they are skipped." >&2
    exit 0
fi
echo "Installing the tools that check the widget into node_modules …" >&2
# Lighthouse names a newer Node.js than it needs, which npm would warn of; no browser is downloaded.
PUPPETEER_SKIP_DOWNLOAD=1 npm ci --loglevel=error --no-audit --no-fund --ignore-scripts >/dev/null
echo "$wanted" > "$stamp"
