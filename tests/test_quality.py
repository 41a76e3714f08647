"""The gates: style, the dependency rule, types of the core, and a command line that is quick to ask for help."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def passes(*command: str | Path) -> None:
    done = subprocess.run([str(word) for word in command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-3000:]


def test_ruff_finds_nothing() -> None:
    passes(BIN / "ruff", "check", ".")


def test_ruff_would_format_nothing() -> None:
    passes(BIN / "ruff", "format", "--check", ".")


def test_the_dependency_rule_holds() -> None:
    passes(BIN / "lint-imports", "--no-cache")


def test_core_is_typed_strictly() -> None:
    passes(BIN / "mypy", "vrplanner/core")


def test_main_stays_short() -> None:
    assert len((REPOSITORY / "main.py").read_text(encoding="utf-8").splitlines()) < 40


@pytest.mark.parametrize("heavy", ["torch", "PySide6", "moderngl", "open3d", "transformers", "xr", "ultralytics"])
def test_asking_for_help_imports_nothing_heavy(heavy: str) -> None:
    code = (
        "import sys; sys.argv = ['vrplanner', '--help']\n"
        "from vrplanner.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"assert {heavy!r} not in sys.modules"
    )
    passes(sys.executable, "-c", code)


def test_the_lock_files_pin_everything_and_name_no_index() -> None:
    for lock in (REPOSITORY / "packaging").glob("*.lock"):
        lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert all("==" in line for line in lines)
        assert not any("://" in line or line.startswith("-") or "@" in line for line in lines)
