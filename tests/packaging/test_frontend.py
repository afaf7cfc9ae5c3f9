"""The script bundles: locked, of these sources, typed, and no hindrance where they are missing."""

import json
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from tests.packaging.frontend import FRONTEND, install, load

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns("node_modules", "__pycache__")


@pytest.fixture
def copied(tmp_path: Path) -> ModuleType:
    """The hook of a copy of the sources, with nothing built and nothing fetched."""
    folder = tmp_path / "server" / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=NOT_COPIED)
    return load(folder)


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Npm finds nobody, and has kept nothing."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")


def test_every_package_is_pinned_and_hashed_and_nothing_tells_from_where() -> None:
    text = (FRONTEND / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    wanted = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    for versions in (wanted["dependencies"], wanted["devDependencies"]):
        for name, version in versions.items():
            assert packages[f"node_modules/{name}"]["version"] == version
    assert len(packages) >= 40
    for name, package in packages.items():
        if name:
            assert package["integrity"].startswith("sha512-"), name
    assert '"resolved"' not in text
    assert not {line for line in text.splitlines() if "://" in line and '"url"' not in line}


def test_every_package_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    wanted = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    for name in (*wanted["dependencies"], *wanted["devDependencies"]):
        assert name in text or f"{name.split('/')[0]}/*" in text, name


def test_the_bundles_at_hand_are_of_these_sources() -> None:
    hook = load()
    assert hook.is_current(hook.digest_of_sources()), "run: python server/frontend/bundling.py"
    manifest = json.loads((hook.BUILT / "manifest.json").read_text("utf-8"))
    assert {"editor", "tables"} <= set(manifest)
    licences = (hook.BUILT / "licences.txt").read_text("utf-8")
    for name in ("@codemirror/view", "@observablehq/plot", "d3-scale"):
        assert name in licences
    assert not list(hook.BUILT.glob("*.map"))


def test_bundling_twice_is_the_same_and_asks_for_nothing(
    copied: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    assert copied.bundle(said.append, required=True)
    files = {path.name: path.read_bytes() for path in copied.BUILT.iterdir()}
    at_hand = load().BUILT
    assert files == {path.name: path.read_bytes() for path in at_hand.iterdir()}
    monkeypatch.setattr(copied, "_build", lambda digest: pytest.fail("built again"))
    assert copied.bundle(said.append, required=True)
    assert said[-1] == "front end: bundles are up to date"
    (copied.HERE / "src" / "page.ts").write_text("export {};", "utf-8")
    assert not copied.is_current(copied.digest_of_sources())


@pytest.mark.usefixtures("unreachable")
def test_an_editable_install_goes_on_without_and_says_so(copied: ModuleType) -> None:
    said: list[str] = []
    assert not copied.bundle(said.append, required=False)
    (line,) = said
    assert line.startswith("front end: not bundled (npm ci:")
    assert "The site works without" in line
    assert not copied.BUILT.exists()
    with pytest.raises(copied.BundlingError):
        copied.bundle(said.append, required=True)


def test_the_sources_are_typed(copied: ModuleType) -> None:
    assert install(copied.HERE) == ""
    node, _ = copied.find_node()
    done = subprocess.run(
        [node, "node_modules/typescript/bin/tsc", "--noEmit"],
        cwd=copied.HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_of_the_sources_is_longer_than_a_few_screens() -> None:
    paths = sorted((FRONTEND / "src").glob("*.ts"))
    assert len(paths) >= 10
    for path in paths:
        text = path.read_text("utf-8")
        assert text.count("\n") < 300, path.name
        assert text.startswith("// "), path.name
