"""Names for boxes: size and pictures both have a say, and not knowing is an answer."""

import pytest

from vrplanner.core.furniture import CLASSES
from vrplanner.scan.labels import UNKNOWN, decide, pool
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
