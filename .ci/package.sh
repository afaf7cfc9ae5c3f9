#!/usr/bin/env bash
# The package as a stranger gets it: source archive, wheel built from that archive, the wheel and
# the locked dependencies in an empty environment, run in an empty folder: the version, a saved
# query, and one SPARQL request over HTTP.
# Argument: a folder to work in (made anew), otherwise a temporary one.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ $# -gt 0 ]; then
    work=$1
    rm -rf "$work"
    mkdir -p "$work"
else
    work=$(mktemp -d)
fi
server=""
finish() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
say() { echo "package: $*"; }

say "build"
python -m build --no-isolation --outdir "$work/dist" "$root"

python -m zipfile -l "$work"/dist/*.whl >"$work/files.txt"
for part in editor tables; do
    grep -q "web/static/built/$part-" "$work/files.txt" || { say "no bundle $part"; exit 1; }
done

say "install"
# The outer pip installs into the empty environment, which stays empty but for what is locked.
python -m venv --without-pip "$work/env"
install() { python -m pip --disable-pip-version-check --python "$work/env/bin/python" install --quiet --quiet "$@"; }
install --require-hashes --only-binary :all: -r "$root/server/requirements.lock"
install --no-deps --no-index "$work"/dist/*.whl

say "run"
mkdir "$work/empty"
cd "$work/empty"
unset PYTHONPATH
"$work/env/bin/plangraf" --version
"$work/env/bin/plangraf" query plans-overview --format csv | tee ../plans.csv
grep -q 2019 ../plans.csv || { say "plans-overview names no plan of 2019"; exit 1; }

say "serve"
port=$("$work/env/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$work/env/bin/plangraf" serve --port "$port" >../serve.log 2>&1 &
server=$!
"$work/env/bin/python" "$root/.ci/first_answer.py" "$port" || { cat ../serve.log; exit 1; }
[ -z "$(ls -A)" ] || { say "the run left files behind: $(ls -A)"; exit 1; }
say "fine"
