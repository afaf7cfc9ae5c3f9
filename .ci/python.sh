#!/bin/sh
# Prints the path of a Python that can make the virtual environment: $PYTHON when given, otherwise
# the first of python3, python3.13 … python3.11 that is 3.11 or later and has venv and pip's
# bootstrap. Finding none, it says what it found and what to do, and ends with 2.
set -u

probe='
import sys
if sys.version_info < (3, 11):
    sys.exit("%d.%d.%d" % sys.version_info[:3])
try:
    import venv, ensurepip
except ImportError:
    sys.exit("no-venv")
sys.stdout.write(sys.executable)
'
found=""
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    if answer=$("$candidate" -c "$probe" 2>&1); then
        echo "$answer"
        exit 0
    fi
    case $answer in
    no-venv)
        cat >&2 <<TXT
$candidate saknar modulen venv. På Debian och Ubuntu: apt install python3-venv. Kör sedan samma kommando igen.
$candidate has no venv module. On Debian and Ubuntu: apt install python3-venv. Then run the same command again.
TXT
        exit 2
        ;;
    [23].*) found="$found $candidate=$answer" ;;
    esac
done
cat >&2 <<TXT
plangraf behöver Python 3.11 eller senare; hittade${found:- ingen Python}. Installera en nyare, eller peka ut den: make serve PYTHON=/sökväg/till/python3.12
plangraf needs Python 3.11 or later; found${found:- no Python}. Install a newer one, or point it out: make serve PYTHON=/path/to/python3.12
TXT
exit 2
