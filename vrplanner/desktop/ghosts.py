"""What a suggestion would have stand elsewhere than now: pairs of a thing as it is and as it would be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import Point

from vrplanner.core.geometry import Point2, wrap_angle
from vrplanner.core.item import Item
from vrplanner.core.scene import Scene

MOVED_M = 0.01
TURNED_RAD = math.radians(1.0)
ARROW_FROM_M = 0.15
RESTS_M = 0.05


@dataclass(frozen=True, slots=True)
class Ghost:
    """A thing `now` and `then`; None where it does not stand in the room now, or would no longer."""

    now: Item | None
    then: Item | None


def ghosts_between(before: Scene, after: Scene, *, besides: str = "") -> tuple[Ghost, ...]:
    """Everything that stands differently in `after`, without the item `besides`, flat things first."""
    found = [
        Ghost(item, after.items.get(item.id))
        for item in before.items.values()
        if item.id != besides and not stands_alike(item, after.items.get(item.id))
    ]
    found += [Ghost(None, item) for item in after.items.values() if item.id not in before.items and item.id != besides]
    return tuple(sorted(found, key=lambda ghost: not (ghost.then or ghost.now).is_flat))  # type: ignore[union-attr]


def stands_alike(item: Item, other: Item | None) -> bool:
    """Whether both take the same place, to within what an eye sees."""
    if other is None or item.size != other.size:
        return False
    turned_rad = abs(wrap_angle(item.yaw_rad - other.yaw_rad))
    return math.dist(item.position, other.position) <= MOVED_M and turned_rad <= TURNED_RAD


def ways_of(ghosts: Sequence[Ghost]) -> list[tuple[Point2, Point2]]:
    """From the middle of each thing now to its middle then, plan metres. What hardly goes anywhere has none, nor what
    rides on something that goes.
    """
    pairs = [(ghost.now, ghost.then) for ghost in ghosts if ghost.now is not None and ghost.then is not None]
    carriers = [now for now, _ in pairs if not now.is_flat]
    ways = [
        (now.plan_position, then.plan_position)
        for now, then in pairs
        if not any(_carries(other, now) for other in carriers if other.id != now.id)
    ]
    return [way for way in ways if math.dist(*way) >= ARROW_FROM_M]


def _carries(under: Item, item: Item) -> bool:
    top_m = under.position[1] + under.size[1]
    return abs(item.position[1] - top_m) < RESTS_M and under.footprint.contains(Point(item.plan_position))
