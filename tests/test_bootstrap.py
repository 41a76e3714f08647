"""The first start: what stands in its way is said in a sentence, and what stopped it is made good at the next one."""

import ast
import os
import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

BOOTSTRAP = Path(__file__).resolve().parent.parent / "packaging" / "bootstrap.py"
PYTHON = Path("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project whose path has a space, which needs no package."""
    here = tmp_path / "my room planner"
    (here / "packaging").mkdir(parents=True)
    (here / "packaging" / "bootstrap.py").write_bytes(BOOTSTRAP.read_bytes())
    for name in ("requirements.lock", "requirements-test.lock"):
        (here / "packaging" / name).write_text("# nothing\n", encoding="utf-8")
    (here / "vrplanner" / "app").mkdir(parents=True)
    (here / "vrplanner" / "app" / "warm_up.py").write_text("", encoding="utf-8")
    (here / "main.py").write_text(
        "import runpy, sys\nfrom pathlib import Path\nhere = Path(__file__).resolve().parent\n"
        "code = runpy.run_path(str(here / 'packaging' / 'bootstrap.py'))['enter'](here, sys.argv)\n"
        "if code is not None:\n    sys.exit(code)\nprint('inside', sys.argv[1:], sys.prefix)\n",
        encoding="utf-8",
    )
    return here


def start(here: Path, *words: str) -> subprocess.CompletedProcess[str]:
    outer = getattr(sys, "_base_executable", sys.executable)
    # No dpkg-query on the path: these tests must not touch the machine's packages.
    surroundings = {**os.environ, "PATH": str(here), "PIP_NO_INDEX": "1"}
    command = [outer, str(here / "main.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False, timeout=120)


def bootstrap() -> dict[str, Any]:
    return runpy.run_path(str(BOOTSTRAP))


def test_a_set_up_that_was_cut_short_is_made_good_by_the_next_start(checkout: Path) -> None:
    python = checkout / ".venv" / PYTHON
    python.parent.mkdir(parents=True)
    python.write_text("not a program", encoding="utf-8")  # what a killed `python -m venv` may leave
    first = start(checkout, "window", "test")
    assert "inside ['window', 'test']" in first.stdout, first.stderr
    assert not (checkout / ".venv" / "vrplanner-test.stamp").exists()  # "test" was a file's name, not the verb
    site = next((checkout / ".venv").glob("**/site-packages"))
    for name in ("half-1.0", "whole-1.0"):
        (site / f"{name}.dist-info").mkdir()
        (site / f"{name}.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\n", encoding="utf-8")
    for name in ("INSTALLER", "RECORD"):
        (site / "whole-1.0.dist-info" / name).write_text("pip\n", encoding="utf-8")
    bootstrap()["_drop_half_installed"](checkout / ".venv")
    assert [path.name for path in site.glob("*-1.0.dist-info")] == ["whole-1.0.dist-info"]
    second = start(checkout, "doctor")
    assert "inside ['doctor']" in second.stdout
    assert "installing" not in second.stderr


def test_a_place_that_cannot_be_written_is_named(checkout: Path) -> None:
    (checkout / ".venv").write_text("a file where the folder should be", encoding="utf-8")
    answer = start(checkout, "doctor")
    assert answer.returncode == 3
    assert "cannot be written" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_older_python_gets_a_sentence(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 8))
    module = bootstrap()
    spaces = module["enter"].__globals__
    spaces["sys"] = SimpleNamespace(version_info=(3, 9, 2), version="3.9.2 (main)", stderr=sys.stderr, prefix="/usr")
    assert module["enter"](checkout, ["main.py", "doctor"]) == 3
    assert "this is Python 3.9.2; 3.11 or newer is needed" in capsys.readouterr().err
    assert module["enter"].__annotations__["argv"] == "list[str]"  # never evaluated: older ones could not


def test_ctrl_c_while_setting_up_ends_in_a_sentence(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module = bootstrap()

    def interrupted(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    module["enter"].__globals__["_set_up"] = interrupted
    assert module["enter"](checkout, ["main.py", "doctor"]) == 130
    assert "The next start goes on from here" in capsys.readouterr().err
    assert not list((checkout / ".venv").glob("*.stamp"))


def test_two_first_starts_at_once_set_up_once(checkout: Path) -> None:
    with ThreadPoolExecutor() as together:
        answers = list(together.map(lambda verb: start(checkout, verb), ["doctor", "window"]))
    assert all("inside" in answer.stdout for answer in answers), [answer.stderr for answer in answers]
    assert sum("installing" in answer.stderr for answer in answers) == 1
