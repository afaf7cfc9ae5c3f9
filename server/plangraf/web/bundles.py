"""The script bundles: where they are, by the names that pages use; empty where none were built.

`static/built/` is made when the package is built (server/frontend). The site is whole without it:
pages then only lack what script adds.
"""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request

_LOG: Final = logging.getLogger(__name__)
_FOLDER: Final = "built"
_HASHED: Final = (".js", ".css", ".woff2")


def install(app: Flask) -> None:
    """Give every template `bundle("editor")`: an address, or an empty text."""
    files = read_manifest(Path(app.static_folder or "") / _FOLDER)
    if not files:
        _LOG.warning(
            "The script bundles are not built: the editor and the tools of tables and charts are "
            "left out, all else works. To build them: python server/frontend/bundling.py"
        )

    def bundle(name: str) -> str:
        file = files.get(name)
        return f"{request.script_root}/static/{_FOLDER}/{file}" if file else ""

    @app.after_request
    def keep(response: Response) -> Response:
        """Let a bundle be kept for good: its name has the hash of what is in it."""
        name = request.path.removeprefix(f"/static/{_FOLDER}/")
        if name != request.path and name.endswith(_HASHED) and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    @app.context_processor
    def words() -> dict[str, Callable[..., Any]]:
        return {"bundle": bundle}


def read_manifest(folder: Path) -> dict[str, str]:
    """Return name → file, only of files that are there."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in manifest.items() if (folder / str(v)).is_file()}
