"""The recipe of the demo's capture: the same every time, with a sensor's faults and the truth beside it."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vrplanner.core.resources import assets_dir
from vrplanner.recipes import room_capture
from vrplanner.scan.capture import open_capture

SHIPPED = assets_dir() / "captures" / "living-room"


@pytest.fixture
def short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(room_capture, "FRAMES", 2)
    room_capture.make(tmp_path / "capture")
    return tmp_path / "capture"


def test_a_capture_is_made_again_byte_by_byte(short: Path, tmp_path: Path) -> None:
    room_capture.make(tmp_path / "again")
    names = sorted(path.name for path in short.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    assert len(names) == 2 * 3 + 2
    for name in names:
        assert (short / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_making_leaves_nothing_else_behind(short: Path) -> None:
    assert [path.name for path in short.parent.iterdir()] == ["capture"]


def test_depth_has_a_sensors_faults(short: Path) -> None:
    frame = open_capture(short).frame(0)
    depth = frame.depth_m
    assert 0.005 < (depth == 0).mean() < 0.5, "some of it is missing"
    assert depth[depth > 0].min() >= 0.4
    assert depth.max() <= 5.0
    rough = np.abs(depth[1:-1, 1:-1] - (depth[1:-1, :-2] + depth[1:-1, 2:]) / 2)
    smooth = (depth[1:-1, :-2] > 0) & (depth[1:-1, 2:] > 0) & (depth[1:-1, 1:-1] > 0) & (rough < 0.2)
    near, far = smooth & (depth[1:-1, 1:-1] < 1.8), smooth & (depth[1:-1, 1:-1] > 3.2)
    if near.any() and far.any():
        assert rough[far].mean() > 2 * rough[near].mean(), "noise grows with distance"


def test_the_shipped_capture_is_this_recipes() -> None:
    truth = json.loads((SHIPPED / "truth.json").read_text(encoding="utf-8"))
    assert truth == json.loads(json.dumps(room_capture.truth()))
    capture = open_capture(SHIPPED)
    assert len(capture) == room_capture.FRAMES
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 10_000_000


def test_glass_gives_no_depth() -> None:
    """Somewhere in the shipped capture the window is in view: bright pixels without depth."""
    found = 0
    for path in sorted(SHIPPED.glob("*.depth.png"))[::4]:
        with Image.open(path) as depth, Image.open(str(path).replace("depth.png", "color.jpg")) as color:
            found += int(((np.asarray(depth) == 0) & (np.asarray(color).min(axis=2) > 180)).sum() > 1500)
    assert found >= 2
