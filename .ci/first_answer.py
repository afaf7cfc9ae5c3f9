"""Waits for a server that has just been started and asks it one question over SPARQL.

Used by the package check: `first_answer.py PORT` ends with 0 when the endpoint on this machine
names at least two plans within half a minute, and prints how long that took.
"""

import json
import sys
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

QUERY = "PREFIX pg: <https://w3id.org/plangraf/ns#> SELECT ?plan WHERE { ?plan a pg:ActionPlan }"
PATIENCE = 30.0


def ask(port: int) -> dict[str, Any]:
    """Return the first answer; an HTTP error, or half a minute without one, raises."""
    request = Request(
        f"http://127.0.0.1:{port}/sparql?{urlencode({'query': QUERY})}",
        headers={"Accept": "application/sparql-results+json"},
    )
    direct = build_opener(ProxyHandler({}))
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with direct.open(request, timeout=10) as response:
                answer: dict[str, Any] = json.load(response)
                return answer
        except HTTPError:
            raise
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.05)


def main() -> None:
    """Ask, count, and say what was found."""
    started = time.monotonic()
    rows = ask(int(sys.argv[1]))["results"]["bindings"]
    print(f"{len(rows)} plans over HTTP, {time.monotonic() - started:.1f} s after the start")
    if len(rows) < 2:
        sys.exit("fewer than two plans")


if __name__ == "__main__":
    main()
