"""What other repositories use of this one: the pre-commit hook and the GitHub Action."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "validate"
EXAMPLE = ROOT / "tests" / "validation" / "plans" / "exempelby.ttl"


def test_the_hook_is_whole() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "plangraf validate"
    assert hook["language"] == "python"
    wanted, left = re.compile(hook["files"]), re.compile(hook["exclude"])
    for path in ("plan.ttl", "data/plans/a.jsonld", "planer/2025.xlsx", "plan/a.yaml"):
        assert wanted.search(path), path
        assert not left.search(path), path
    for path in ("docker-compose.yaml", "budget.csv", "README.md"):
        assert not wanted.search(path), path
    assert left.search(".github/x.ttl")


def test_the_action_takes_inputs_by_the_environment_only() -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    used: set[str] = set()
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        used |= set(re.findall(r"inputs\.([\w-]+)", " ".join(step["env"].values())))
    assert used == set(action["inputs"])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "fel; echo pwned.ttl"
    text = EXAMPLE.read_text("utf-8")
    path.write_text(text.replace("actor-role/steering-group", "actor-role/styrgrupp"), "utf-8")
    return path


def run(tmp_path: Path, files: str, **more: str) -> tuple[int, str, str]:
    """Run the action's script as a runner does; returns its code, what it said and its outputs."""
    (tmp_path / "plangraf").mkdir()
    (tmp_path / "plangraf" / "bin").symlink_to(Path(sys.executable).parent)
    outputs = tmp_path / "outputs"
    done = subprocess.run(
        ["bash", str(ACTION / "validate.sh")],
        env={
            **os.environ,
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_OUTPUT": str(outputs),
            "FILES": files,
            "PROFILE": "core",
            "FAIL_ON": "violation",
            "SPOKEN": "sv",
            "SARIF": "",
            **more,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout, outputs.read_text("utf-8")


def test_the_action_shows_findings_at_their_lines(tmp_path: Path, broken: Path) -> None:
    sarif = tmp_path / "fynd.sarif"
    code, said, outputs = run(tmp_path, f"{broken}\n", SARIF=str(sarif))
    assert code == 1
    assert outputs == "exit-code=1\n"
    assert said.startswith("::error title=governance-role-role,file=")
    assert "line=26" in said
    assert "\npwned" not in said
    assert len(json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]) == 1


def test_the_action_is_quiet_about_a_good_plan(tmp_path: Path) -> None:
    assert run(tmp_path, str(EXAMPLE)) == (0, "", "exit-code=0\n")
