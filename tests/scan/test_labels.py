"""Names for boxes: size and pictures both have a say, and not knowing is an answer."""

import numpy as np
import pytest

from vrplanner.core.furniture import CLASSES
from vrplanner.scan.frames import Intrinsics
from vrplanner.scan.labels import UNKNOWN, crop_window, decide, pool
from vrplanner.scan.objects import FoundObject

NAMES = ("sofa", "bed", "coffee table", "chair", "bookcase")


def thing(width: float, height: float, depth: float, *, wall: int | None = 0, bottom: float = 0.0) -> FoundObject:
    return FoundObject(
        centre=(0.0, 0.0), bottom_m=bottom, size=(width, height, depth), yaw_rad=0.0, against_wall=wall, points=5000,
        seen_share=1.0,
    )  # fmt: skip


def votes(name: str, share: float, views: int = 4) -> list[dict[str, float]]:
    rest = (1 - share) / (len(NAMES) - 1)
    return [{other: share if other == name else rest for other in NAMES} for _ in range(views)]


def test_pictures_and_size_that_agree_give_a_sure_name() -> None:
    label = decide(thing(2.0, 0.85, 0.9), votes("sofa", 0.8))
    assert (label.kind, label.named_by, label.views) == ("sofa", "pictures and size", 4)
    assert label.confidence > 0.7


def test_a_size_that_rules_the_pictures_out_wins() -> None:
    assert decide(thing(2.0, 0.85, 0.9), votes("coffee table", 0.6)).kind != "coffee table"


def test_size_alone_is_never_sure() -> None:
    assert all(decide(thing(*entry.usual_size), []).confidence <= 0.7 for entry in CLASSES)


def test_a_thing_of_no_known_size_stays_unknown() -> None:
    label = decide(thing(3.5, 1.4, 3.0, wall=None), [])
    assert label.kind == UNKNOWN
    assert label.confidence < 0.3


def test_one_mistaken_view_does_not_outvote_the_rest() -> None:
    pooled = pool([*votes("chair", 0.7, 4), *votes("bed", 0.99, 1)])
    assert max(pooled, key=pooled.__getitem__) == "chair"
    assert sum(pooled.values()) == pytest.approx(1.0)


def test_the_crop_is_the_square_round_the_box() -> None:
    camera = Intrinsics(width=320, height=240, fx=260, fy=260, cx=160, cy=120)
    room_from_camera = np.diag([1.0, -1.0, -1.0, 1.0])  # looking along -z, upright
    room_from_camera[:3, 3] = [0.0, 0.5, 3.0]
    x0, y0, x1, y1 = crop_window(thing(1.0, 1.0, 0.5), camera, room_from_camera) or (0, 0, 0, 0)
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (pytest.approx(160, abs=2), pytest.approx(120, abs=2))
    assert x1 - x0 == pytest.approx(260 / 2.75 * 1.16, abs=3)
    assert y1 - y0 == pytest.approx(x1 - x0, abs=2)


def test_a_picture_that_misses_the_thing_gives_no_crop() -> None:
    camera = Intrinsics(width=320, height=240, fx=260, fy=260, cx=160, cy=120)
    beside = np.diag([1.0, -1.0, -1.0, 1.0])
    beside[:3, 3] = [4.0, 0.5, 3.0]
    assert crop_window(thing(1.0, 1.0, 0.5), camera, beside) is None
    within = np.eye(4)
    assert crop_window(thing(1.0, 1.0, 0.5), camera, within) is None
