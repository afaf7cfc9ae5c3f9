#!/usr/bin/env bash
# Writes server/requirements.lock (runtime, and the build backend of the editable install) and
# tests/requirements.lock (the same versions, and what the tests need): every package pinned, every
# file hashed, one answer for Python 3.11 and later on every platform. Versions that are already
# locked stay unless `--upgrade` or `--upgrade-package NAME` is given.
#
# Nothing of the machine goes into the files: no index address, no path.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v .venv/bin/uv || command -v uv) || {
    echo "uv saknas: kör ”make test” en gång (det installerar uv). / uv is missing: run “make test” once (it installs uv)." >&2
    exit 2
}

compile() { # OUTPUT, then further arguments
    local output=$1
    shift
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links --no-config \
        --output-file "$output" "$@" >/dev/null
    if grep -nE '(https?|file)://|^--|[[:space:]]/[a-z]' "$output"; then
        echo "$output: adresser eller sökvägar har kommit med (ovan). / addresses or paths got in (above)." >&2
        exit 1
    fi
}

compile server/requirements.lock --group build "$@"
compile tests/requirements.lock --group build --group test --constraints server/requirements.lock "$@"
