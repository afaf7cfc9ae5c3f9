#!/usr/bin/env bash
# The work of the action: findings as workflow commands, and as SARIF where a file is asked for.
# Everything comes by the environment, so that no input can become a command.
set -uo pipefail
PATH="$RUNNER_TEMP/plangraf/bin:$PATH"

files=()
while IFS= read -r file; do
    [ -n "$file" ] && files+=("$file")
done <<<"$FILES"
options=(--profile "$PROFILE" --fail-on "$FAIL_ON" --lang "$SPOKEN")

if [ -n "${SARIF:-}" ]; then
    plangraf validate "${options[@]}" --format sarif -o "$SARIF" -- "${files[@]}" >/dev/null 2>&1
fi
plangraf validate "${options[@]}" --format github -- "${files[@]}"
code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
