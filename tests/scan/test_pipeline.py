"""Whole scans: the shipped capture against what its room really is, and a real kitchen."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import Polygon

from vrplanner.core.codec import from_plain, to_plain
from vrplanner.core.errors import Cancelled
from vrplanner.core.geometry import Point2, footprint, rotate_plan, wrap_angle
from vrplanner.core.item import Item
from vrplanner.core.room import Room
from vrplanner.scan.capture import CaptureSettings, open_capture
from vrplanner.scan.labels import UNKNOWN
from vrplanner.scan.picture import draw_scan
from vrplanner.scan.pipeline import ScanResult, ScanSettings, scan_room


@pytest.fixture(scope="module")
def truth(living_room: Path) -> tuple[Room, list[Item]]:
    plain = json.loads((living_room / "truth.json").read_text(encoding="utf-8"))
    return from_plain(Room, plain["room"]), [from_plain(Item, item) for item in plain["items"]]


class Overlay:
    """Takes true places to the scan's frame: of the four ways round, the one that the furniture agrees with."""

    def __init__(self, result: ScanResult, truth: tuple[Room, list[Item]]) -> None:
        self.room, self.items = truth
        x0, z0, x1, z1 = self.room.polygon.bounds
        self.middle = ((x0 + x1) / 2, (z0 + z1) / 2)
        self.found = result.items
        self.yaw_rad = max((k * np.pi / 2 for k in range(4)), key=lambda yaw: sum(self.overlaps(yaw)))

    def place(self, point: Point2, yaw_rad: float | None = None) -> Point2:
        moved = (point[0] - self.middle[0], point[1] - self.middle[1])
        return rotate_plan(moved, self.yaw_rad if yaw_rad is None else yaw_rad)

    def overlaps(self, yaw_rad: float | None = None) -> list[float]:
        """For each true piece the best intersection over union of its footprint with a found one."""
        yaw = self.yaw_rad if yaw_rad is None else yaw_rad
        return [
            max((_iou(self._outline(item, yaw), f.footprint) for f in self.found), default=0) for item in self.items
        ]

    def best(self, item: Item) -> Item:
        return max(self.found, key=lambda f: _iou(self._outline(item, self.yaw_rad), f.footprint))

    def _outline(self, item: Item, yaw_rad: float) -> Polygon:
        centre = self.place(item.plan_position, yaw_rad)
        return footprint(centre, item.size[0], item.size[2], item.yaw_rad + yaw_rad)


def _iou(a: Polygon, b: Polygon) -> float:
    return a.intersection(b).area / a.union(b).area


@pytest.fixture(scope="module")
def overlay(scanned: ScanResult, truth: tuple[Room, list[Item]]) -> Overlay:
    return Overlay(scanned, truth)


def test_the_room_is_measured_within_three_centimetres(scanned: ScanResult) -> None:
    report = scanned.report
    assert (report.width_m, report.depth_m) == (pytest.approx(5.2, abs=0.03), pytest.approx(4.1, abs=0.03))
    assert report.height_m == pytest.approx(2.6, abs=0.03)
    assert len(scanned.room.walls) == 4
    assert all(wall.seen and wall.coverage > 0.9 and wall.residual_m < 0.02 for wall in report.walls)


def test_door_and_window_are_where_they_are(
    scanned: ScanResult, truth: tuple[Room, list[Item]], overlay: Overlay
) -> None:
    found = [(wall, opening, start, end) for wall, start, end in scanned.room.segments() for opening in wall.openings]
    assert sorted(opening.kind for _, opening, _, _ in found) == ["door", "window"]
    true = {o.kind: (o, start, end) for wall, start, end in truth[0].segments() for o in wall.openings}
    for _, opening, start, end in found:
        real, real_start, real_end = true["window" if opening.kind == "window" else "passage"]
        assert opening.width_m == pytest.approx(real.width_m, abs=0.08)
        assert opening.height_m == pytest.approx(real.height_m, abs=0.08)
        assert opening.sill_m == pytest.approx(real.sill_m, abs=0.08)
        middle = _along(start, end, opening.offset_m + opening.width_m / 2)
        real_middle = overlay.place(_along(real_start, real_end, real.offset_m + real.width_m / 2))
        assert middle == pytest.approx(real_middle, abs=0.08)


def _along(start: Point2, end: Point2, distance_m: float) -> Point2:
    unit = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    x, z = np.array(start) + unit * distance_m
    return float(x), float(z)


def test_the_furniture_is_boxed(overlay: Overlay) -> None:
    shares = overlay.overlaps()
    assert sum(share >= 0.5 for share in shares) >= len(shares) - 1, dict(
        zip([item.id for item in overlay.items], np.round(shares, 2), strict=True)
    )
    assert np.mean(shares) > 0.6
    for item, share in zip(overlay.items, shares, strict=True):
        if share >= 0.5:
            assert overlay.best(item).size[1] == pytest.approx(item.size[1], abs=0.06)
    assert len(overlay.found) <= len(overlay.items) + 2, "few things that are not there"


def test_sofa_and_armchair_face_as_they_do(overlay: Overlay) -> None:
    for item in overlay.items:
        if item.kind in ("sofa", "armchair"):
            turned = wrap_angle(overlay.best(item).yaw_rad - item.yaw_rad - overlay.yaw_rad)
            assert abs(turned) < np.radians(15), item.id


@pytest.mark.weights
def test_most_things_are_named_rightly(overlay: Overlay) -> None:
    named = {item.kind: overlay.best(item).kind for item in overlay.items}
    right = [kind for kind, found in named.items() if kind == found]
    wrong = [kind for kind, found in named.items() if found not in (kind, UNKNOWN)]
    assert len(right) >= 6, named
    assert len(wrong) <= 1, named


def test_the_surface_is_light_and_lies_in_the_room(scanned: ScanResult) -> None:
    assert scanned.mesh.triangle_count < 60_000
    low, high = scanned.mesh.bounds
    assert low[1] == pytest.approx(0, abs=0.08)
    assert high[1] == pytest.approx(2.6, abs=0.08)
    assert scanned.mesh.parts[0].colors is not None
    assert scanned.room.scan_model == scanned.mesh.digest


def test_the_result_is_sound_and_can_be_written(scanned: ScanResult) -> None:
    scanned.room.check()
    assert len({item.id for item in scanned.items}) == len(scanned.items)
    assert from_plain(Room, to_plain(scanned.room)) == scanned.room
    assert json.dumps(to_plain(scanned.report))
    assert any("door" in sentence for sentence in scanned.report.sentences())


def test_the_picture_shows_the_plan(scanned: ScanResult) -> None:
    picture = np.asarray(draw_scan(scanned, width_px=700)).astype(int)
    dark = (picture.sum(axis=2) < 160).mean()
    blank = (np.abs(picture - [250, 249, 246]).sum(axis=2) < 12).mean()
    assert 0.01 < dark < 0.3, "walls are drawn"
    assert blank < 0.75, "and what was seen"


def test_a_scan_stops_when_asked(living_room: Path) -> None:
    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.05:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        scan_room(open_capture(living_room), progress=stop)


def test_the_same_capture_gives_the_same_room(living_room: Path) -> None:
    capture = open_capture(living_room, settings=CaptureSettings(every=6))
    quick = ScanSettings(classifier=False, most_triangles=8000)
    first, second = scan_room(capture, settings=quick), scan_room(capture, settings=quick)
    assert [wall.start for wall in first.room.walls] == [wall.start for wall in second.room.walls]
    assert first.items == second.items
    assert replace(first.report, timings_s={}) == replace(second.report, timings_s={})


@pytest.mark.shared_data
def test_a_real_kitchen(shared_data: Path) -> None:
    capture = open_capture(shared_data / "rgbd" / "redkitchen_step10")
    result = scan_room(capture)
    report = result.report
    assert 4.2 < report.width_m < 5.4, "the back wall with its counter and shelf"
    assert 2.2 < report.depth_m < 3.6
    assert not report.ceiling_seen
    assert any("ceiling was not seen" in warning for warning in report.warnings)
    seen = [wall for wall in report.walls if wall.seen]
    assert sum(wall.length_m for wall in seen) > 6, "the back wall and the left one"
    assert all(wall.residual_m < 0.04 for wall in seen)
    assert report.openings == (), "screens and black worktops are no windows"
    tables = [item for item in result.items if 0.68 < item.size[1] < 0.9 and item.size[0] * item.size[2] > 1.2]
    assert tables, "the table in the middle"
