#!/usr/bin/env bash
# Every check there is, in one list: `make test` and CI run it whole, a person may name some of the
# steps (`.ci/check.sh types tests`). Two lanes share the two cores of a small machine; the tests
# come last and have them alone, so that the line they close with is the last that is printed.
#
# A step that fails shows all it printed; the others run on, and the end names those that failed.
set -uo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
export PATH

# The same everywhere: no setting of the person's own, but where test material and a browser are.
export LC_ALL=C.UTF-8
for name in $(env | sed -n 's/^\(PLANGRAF_[A-Z_]*\)=.*/\1/p'); do
    case $name in PLANGRAF_CONFORMANCE | PLANGRAF_CHROMIUM) ;; *) unset "$name" ;; esac
done

lane_1="format lint types layers"
lane_2="content reference package"

step_format() { ruff format --check --quiet --output-format concise; }
step_lint() { ruff check --quiet --output-format concise; }
step_types() { mypy --no-error-summary; }
step_layers() { lint-imports; }
step_content() { plangraf check; }
step_reference() { python .ci/reference.py --check; }
step_package() { .ci/package.sh "$work/package"; }
# A third of a test's time is waiting for servers and browsers: one worker more than there are cores.
step_tests() { pytest -n "$(($(getconf _NPROCESSORS_ONLN) + 1))" --dist worksteal; }

wanted=" ${*:-$lane_1 $lane_2 tests} "
for name in $wanted; do
    declare -F "step_$name" >/dev/null || {
        echo "Okänt steg / unknown step: $name. Steg / steps: $lane_1 $lane_2 tests" >&2
        exit 2
    }
done
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT

run_step() { # NAME: runs it quietly, prints one line, and its output when it failed
    local name=$1 started=$SECONDS
    if "step_$name" >"$work/$name.out" 2>&1; then
        printf 'ok      %-10s %4d s\n' "$name" $((SECONDS - started))
    else
        touch "$work/$name.failed"
        {
            printf 'FAILED  %-10s %4d s\n' "$name" $((SECONDS - started))
            sed 's/^/        /' "$work/$name.out"
        } >"$work/$name.report"
        cat "$work/$name.report"
    fi
}

run_lane() {
    local name
    for name in "$@"; do
        case $wanted in *" $name "*) run_step "$name" ;; esac
    done
}

# shellcheck disable=SC2086
{ run_lane $lane_1 & run_lane $lane_2 & wait; }

closing=""
case $wanted in
*" tests "*)
    step_tests 2>&1 | tee "$work/tests.out" || touch "$work/tests.failed"
    closing=$(grep -E '^=+ .* in [0-9.]+s.* =+$' "$work/tests.out" | tail -n 1)
    ;;
esac

failed=$(cd "$work" && ls -- *.failed 2>/dev/null | sed 's/\.failed$//' | tr '\n' ' ')
[ -z "$failed" ] && exit 0
printf '\nMissade steg / failed steps: %s\nKör ett om / run one again: make test STEPS=NAME\n%s\n' "$failed" "$closing"
exit 1
