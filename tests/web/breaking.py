"""What tests of broken servers share: a question, a write, and a server as a process."""

import os
import sys

from tests.web.serving import SMALL, Reply, Server, authorised


def put(server: Server, number: int, size: int = 1) -> Reply:
    lines = (f'<x:s{number}> <x:p> "{number}-{n}" .' for n in range(size))
    return server.ask(
        f"/data?graph=x:g{number}&lang=en",
        method="PUT",
        headers=authorised(Content_Type="application/n-triples", Accept="application/json"),
        body="\n".join(lines).encode(),
    )


def ask(server: Server, text: str) -> Reply:
    return server.ask(
        "/sparql",
        method="POST",
        headers={"Content-Type": "application/sparql-query", "Accept": "application/json"},
        body=text.encode(),
    )


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PLANGRAF_")}
    return {**kept, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "plangraf", "--content", str(SMALL), "serve", *arguments]
