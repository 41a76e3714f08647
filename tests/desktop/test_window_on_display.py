"""The window with its 3D view, on a display of our own (Xvfb) and Mesa's software renderer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).with_name("xvfb_scenarios.py")
REPOSITORY = Path(__file__).resolve().parents[2]


NAMES = [
    "drag_in_3d", "drag_in_plan", "turn_in_3d", "adapt_in_3d", "preview_in_3d", "look_about", "new_settings",
]  # fmt: skip


@pytest.mark.window
def test_in_a_real_window(x_display: str, tmp_path: Path) -> None:
    """Every scenario of `xvfb_scenarios.py`, in one process since its start is most of the time."""
    environment = os.environ | {
        "DISPLAY": x_display,
        "QT_QPA_PLATFORM": "xcb",
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONWARNINGS": "error",
    }
    environment.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [sys.executable, str(SCENARIOS), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    assert done.stdout.split() == NAMES
    assert len(list(tmp_path.glob("*.png"))) == len(NAMES)
