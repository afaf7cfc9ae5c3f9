"""What the wheel holds: the package and the content, and nothing that lay about beside them.

The wheel is built from a copy of the checkout in which junk has been planted, the way editors,
desktops and test runs plant it.
"""

import shutil
import subprocess
import sys
import tomllib
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ("ontology", "data", "shapes", "queries")
COPIED = (*CONTENT, "server", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
JUNK = (
    "data/.DS_Store",
    "data/plans/harryda-2019-2022.ttl~",
    "data/plans/.harryda-2019-2022.ttl.swp",
    "data/plans/harryda-2019-2022.ttl.orig",
    "ontology/Thumbs.db",
    "queries/__pycache__/left.cpython-311.pyc",
    "server/plangraf/__pycache__/left.cpython-311.pyc",
    "server/plangraf/.env",
    "server/.env.production",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    checkout = folder / "checkout"
    checkout.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("node_modules")
            shutil.copytree(source, checkout / name, ignore=ignored)
        else:
            shutil.copy(source, checkout / name)
    for name in JUNK:
        path = checkout / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("junk", encoding="utf-8")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*build, str(checkout)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def known_files() -> set[str]:
    """The checkout's files as git sees them: what is tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_wheel_is_for_every_platform(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


@pytest.mark.parametrize("folder", CONTENT)
def test_content_travels_whole(names: set[str], folder: str) -> None:
    expected = {name for name in known_files() if name.startswith(f"{folder}/")}
    assert expected, f"{folder}/ is empty"
    prefix = "plangraf/_content/"
    assert {name.removeprefix(prefix) for name in names if name.startswith(prefix + folder)} == (
        expected
    )


def test_code_travels_whole(names: set[str]) -> None:
    expected = {
        name.removeprefix("server/")
        for name in known_files()
        if name.startswith("server/plangraf/")
    }
    expected |= {
        path.relative_to(ROOT / "server").as_posix()
        for path in (ROOT / "server" / "plangraf" / "web" / "static" / "built").iterdir()
    }
    packed = {n for n in names if n.startswith("plangraf/") and "/_content/" not in n}
    assert packed == expected


def test_nothing_else_is_packed(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"plangraf", dist_info(names)}


def test_wheel_names_the_command_and_the_licence(wheel: Path, names: set[str]) -> None:
    folder = dist_info(names)
    with ZipFile(wheel) as archive:
        points = archive.read(f"{folder}/entry_points.txt").decode()
        metadata = Parser().parsestr(archive.read(f"{folder}/METADATA").decode())
    assert "plangraf = plangraf.cli.main:main" in points
    assert f"{folder}/licenses/LICENSE" in names
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata["Requires-Python"] == project["requires-python"]
    assert len(metadata.get_all("Requires-Dist", [])) == len(project["dependencies"])


def dist_info(names: set[str]) -> str:
    (folder,) = {name.split("/")[0] for name in names if ".dist-info/" in name}
    return folder
