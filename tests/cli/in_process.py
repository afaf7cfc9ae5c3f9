"""The command line in this process: what it prints and how it ends, without a Python of its own.

As a process it runs in the tests of `serve`, of validation, of the docs and of the package.
"""

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from plangraf.cli.main import main


class Ended(NamedTuple):
    """How it ended and what it printed."""

    code: int
    out: str
    err: str


def run(
    *arguments: str, cwd: Path | None = None, lang: str = "C.UTF-8", text: str | None = None
) -> Ended:
    """Run it as if it stood so on a command line, in a language, with `text` to read."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        for name in [name for name in os.environ if name.startswith("PLANGRAF_")]:
            patch.delenv(name)
        patch.setenv("LANG", lang)
        patch.setenv("LC_ALL", lang)
        patch.setattr(sys, "argv", ["plangraf", *arguments])
        if text is not None:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))
        if cwd is not None:
            patch.chdir(cwd)
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stopped = stack.enter_context(pytest.raises(SystemExit))
        main()
    code = stopped.value.code
    told = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return Ended(code if isinstance(code, int) else int(code is not None), *told)
