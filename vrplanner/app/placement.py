"""Finding a place: where a thing stands that shall be "against the north wall" or "next to the bed".

Every relation gives spots in the order of how well they mean what was said; the first free one is taken.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from vrplanner.app.floor import Body, Floor
from vrplanner.assistant.scene_view import compass_of, wall_names
from vrplanner.core.errors import CommandRefused
from vrplanner.core.geometry import Point2, Vec3, front_of, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.room import Room, Wall
from vrplanner.core.scene import Scene
from vrplanner.core.walls import WallFace, wall_face

STEP_M = 0.05
CORNER_SPOTS = 40
"""How many steps from a corner still count as in it."""
GAP_M = 0.03
BEFORE_OPENING_M = 0.6
PICTURE_MIDDLE_M = 1.55
TABLE_KINDS = frozenset(
    ("tv stand", "sideboard", "desk", "side table", "nightstand", "dresser", "dining table", "coffee table", "table")
)
"""What small things are put on when nobody says on what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Where a thing shall stand, in the words of a command record. `looks` is where the viewer looks (x, z)."""

    relation: str | None = None
    anchors: tuple[str, ...] = ()
    looks: Point2 = (0.0, -1.0)
    yaw_rad: float | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A candidate: plan place, facing, height above the floor."""

    at: Point2
    yaw_rad: float
    height_m: float = 0.0

    @property
    def position(self) -> Vec3:
        return self.at[0], self.height_m, self.at[1]


def find_spot(
    scene: Scene, room: Room, body: Body, wish: Wish, *, without: Iterable[str] = (), near: Point2 | None = None
) -> Spot:
    """The best free spot that a wish allows.

    `without` are ids not in the way (the thing itself when it moves); `near` breaks ties towards where it is now.
    Raises CommandRefused where there is none.
    """
    without = frozenset(without)
    seeker = _Seeker(scene, room, body, wish, near=near, without=without)
    through = without | {anchor for anchor in wish.anchors if wish.relation in ("under", "on")}
    floor = Floor(scene, room, without=through)
    for spot in seeker.spots():
        turned = seeker.turned(spot)
        if floor.is_free(body, turned.at, turned.yaw_rad, height_m=turned.height_m):
            return turned
    raise CommandRefused(
        f"There is no free place for it {_in_words(scene, wish)}.", hint="Move something away, or choose another place."
    )


def _in_words(scene: Scene, wish: Wish) -> str:
    names = [scene.items[anchor].name if anchor in scene.items else anchor for anchor in wish.anchors]
    relation = (
        (wish.relation or "")
        .replace("_", " ")
        .replace("in corner", "in a corner")
        .replace("in center", "in the middle")
    )
    return f"{relation} {' and '.join(f'the {name}' for name in names)}".strip() or "in this room"


class _Seeker:
    def __init__(
        self, scene: Scene, room: Room, body: Body, wish: Wish, *, near: Point2 | None, without: frozenset[str]
    ) -> None:
        self.scene, self.room, self.body, self.wish = scene, room, body, wish
        self.near, self.without = near, without
        centroid = room.polygon.centroid
        self.centre: Point2 = (centroid.x, centroid.y)
        self._walls = wall_names(room)

    def turned(self, spot: Spot) -> Spot:
        if self.wish.yaw_rad is not None:
            return Spot(spot.at, self.wish.yaw_rad, spot.height_m)
        return spot

    def spots(self) -> Iterator[Spot]:
        anchor = self.wish.anchors[0] if self.wish.anchors else ""
        item = self.scene.items.get(anchor)
        relation = self.wish.relation
        if relation == "between" and len(self.wish.anchors) == 2:
            return self._between()
        if relation == "in_corner":
            return self._corners(anchor)
        if relation == "in_center" or anchor == "center":
            return self._around(self.centre, self._usual_yaw())
        if item is not None:
            return self._by_item(item, relation or "next_to")
        if anchor.endswith("wall"):
            return self._by_walls(self._named_walls(anchor))
        if anchor in ("window", "door"):
            return self._by_opening(anchor)
        if anchor.endswith("corner"):
            return self._corners(anchor)
        if self.near is not None:
            return (
                self._around(self.near, self._usual_yaw(), reach_m=1.5)
                if not self.body.likes_walls
                else self._anywhere()
            )
        return self._anywhere()

    # Walls, corners, openings

    def _named_walls(self, anchor: str) -> list[Wall]:
        named = [wall for wall in self.room.walls if self._walls[wall.id] == anchor]
        return named or list(self.room.walls)

    def _by_walls(self, walls: Sequence[Wall]) -> Iterator[Spot]:
        wanted = {wall.id for wall in walls}
        found: list[tuple[float, Spot]] = []
        for wall, start, end in self.room.segments():
            if wall.id in wanted:
                face = wall_face(start, end)
                found += self._along(face, target_m=face.length_m / 2)
        return (spot for _, spot in sorted(found, key=lambda pair: pair[0]))

    def _along(self, face: WallFace, *, target_m: float) -> list[tuple[float, Spot]]:
        """Spots with their back to a wall, in order along it, each with how far it is from `target_m`."""
        half_m, out_m = self.body.size[0] / 2, self.body.size[2] / 2 + GAP_M
        last_m = face.length_m - half_m
        if last_m < half_m:
            return []
        steps = int((last_m - half_m) / STEP_M)
        offsets_m = {half_m + n * STEP_M for n in range(steps + 1)} | {last_m, min(max(target_m, half_m), last_m)}
        yaw_rad, height_m = yaw_facing(face.inward), self._height()
        return [
            (round(abs(along_m - target_m), 6), Spot(face.at(along_m, out_m), yaw_rad, height_m))
            for along_m in sorted(offsets_m)
        ]

    def _by_opening(self, kind: str) -> Iterator[Spot]:
        """Near a window or door: along its wall, nearest first; a tall thing does not stand before the glass."""
        found: list[tuple[float, Spot]] = []
        for wall, start, end in self.room.segments():
            for opening in wall.openings:
                if opening.kind != kind:
                    continue
                target = opening.offset_m + opening.width_m / 2
                direct = self.wish.relation in ("in_front_of", "under", "against")
                keep_off = (
                    0.0 if direct or self._fits_under(opening.sill_m) else (opening.width_m + self.body.size[0]) / 2
                )
                found += [
                    (abs(cost - keep_off) if cost >= keep_off else cost + 10, spot)
                    for cost, spot in self._along(wall_face(start, end), target_m=target)
                ]
        ordered = (spot for _, spot in sorted(found, key=lambda pair: pair[0]))
        return chain(ordered, self._around(self._opening_place(kind), self._usual_yaw(), reach_m=2.5))

    def _fits_under(self, sill_m: float) -> bool:
        return self.body.size[1] <= sill_m + 0.05

    def _opening_place(self, kind: str) -> Point2:
        for wall, start, end in self.room.segments():
            for opening in wall.openings:
                if opening.kind == kind:
                    return wall_face(start, end).at(opening.offset_m + opening.width_m / 2, BEFORE_OPENING_M)
        return self.centre

    def _corners(self, name: str) -> Iterator[Spot]:
        found: list[tuple[float, Spot]] = []
        segments = self.room.segments()
        for (_, a, b), (_, _, c) in zip(segments, [*segments[1:], segments[0]], strict=True):
            if name.endswith("corner") and name != "corner" and self._corner_name(b) != name:
                continue
            for start, end, at_end in ((a, b, True), (b, c, False)):
                face = wall_face(start, end)
                spots = self._along(face, target_m=face.length_m if at_end else 0.0)
                found += spots[-CORNER_SPOTS:] if at_end else spots[:CORNER_SPOTS]
        here = self.near or self.centre
        return (spot for _, spot in sorted(found, key=lambda pair: (round(pair[0], 1), math.dist(pair[1].at, here))))

    def _corner_name(self, corner: Point2) -> str:
        x, z = corner[0] - self.centre[0], corner[1] - self.centre[1]
        return f"{compass_of((0.0, z))}-{compass_of((x, 0.0))} corner"

    # Things

    def _by_item(self, anchor: Item, relation: str) -> Iterator[Spot]:
        if relation == "on":
            return self._on_top(anchor)
        if relation == "under":
            return self._around(anchor.plan_position, anchor.yaw_rad, reach_m=0.8)
        if relation in ("left_of", "right_of"):
            return self._beside(anchor, [self._viewer_side(relation)], anchor.yaw_rad)
        front = front_of(anchor.yaw_rad)
        if relation == "in_front_of":
            return self._beside(anchor, [front], yaw_facing((-front[0], -front[1])) if self._sits() else anchor.yaw_rad)
        if relation == "behind":
            return self._beside(anchor, [(-front[0], -front[1])], anchor.yaw_rad)
        right = (front[1], -front[0])
        left = (-right[0], -right[1])
        if self.near and math.dist(self.near, _plus(anchor.plan_position, left)) < math.dist(
            self.near, _plus(anchor.plan_position, right)
        ):
            right, left = left, right
        sides = [right, left, front] if relation == "next_to" else [right, left, front, (-front[0], -front[1])]
        return self._beside(anchor, sides, anchor.yaw_rad)

    def _sits(self) -> bool:
        return self.body.kind in ("chair", "armchair", "office chair", "stool", "sofa", "bench")

    def _viewer_side(self, relation: str) -> Point2:
        right = (-self.wish.looks[1], self.wish.looks[0])
        return right if relation == "right_of" else (-right[0], -right[1])

    def _beside(self, anchor: Item, sides: Sequence[Point2], yaw_rad: float) -> Iterator[Spot]:
        """Spots that touch the anchor on a side, then ever farther and shifted, side by side."""
        if anchor.position[1] > 0.05 and self.body.stands != "floor":
            yaw_rad = anchor.yaw_rad
        height_m = self._height()
        for distance_m in (0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.95, 1.2):
            for side in sides:
                reach = (
                    _half_along(anchor.size, anchor.yaw_rad, side)
                    + _half_along(self.body.size, yaw_rad, side)
                    + distance_m
                )
                across = (-side[1], side[0])
                backs = _half_along(anchor.size, anchor.yaw_rad, across) - _half_along(self.body.size, yaw_rad, across)
                for shift_m in _shifts(max(abs(backs), 0.1)):
                    at = _plus(anchor.plan_position, side, reach, across, shift_m)
                    yield Spot(at, yaw_rad, height_m)

    def _on_top(self, anchor: Item) -> Iterator[Spot]:
        if anchor.is_flat:
            yield from self._around(anchor.plan_position, self._usual_yaw(), reach_m=max(anchor.size) / 2)
            return
        top_m = anchor.position[1] + anchor.size[1]
        spare_w = (anchor.size[0] - self.body.size[0]) / 2
        spare_d = (anchor.size[2] - self.body.size[2]) / 2
        if min(spare_w, spare_d) < -0.02:
            return
        front = front_of(anchor.yaw_rad)
        right = (front[1], -front[0])
        for w in _shifts(max(spare_w, 0.0)):
            for d in _shifts(max(spare_d, 0.0)):
                yield Spot(_plus(anchor.plan_position, right, w, front, d), anchor.yaw_rad, top_m)

    def _between(self) -> Iterator[Spot]:
        a, b = (self._place_of(anchor) for anchor in self.wish.anchors)
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        return self._around(middle, self._usual_yaw(), reach_m=max(math.dist(a, b) / 2, 0.3))

    def _place_of(self, anchor: str) -> Point2:
        if anchor in self.scene.items:
            return self.scene.items[anchor].plan_position
        if anchor in ("window", "door"):
            return self._opening_place(anchor)
        for wall, start, end in self.room.segments():
            if self._walls[wall.id] == anchor:
                face = wall_face(start, end)
                return face.at(face.length_m / 2)
        return self.centre

    # Without an anchor

    def _anywhere(self) -> Iterator[Spot]:
        if self.body.stands == "surface":
            others = (item for item in self.scene.items.values() if item.id not in self.without)
            tops = [item for item in others if item.kind in TABLE_KINDS]
            on_tops = chain.from_iterable(self._on_top(item) for item in tops)
            return chain(on_tops, self._around(self.centre, self._usual_yaw(), reach_m=6.0))
        if self.body.likes_walls and not self.body.flat:
            by_walls: Iterable[Spot] = self._by_walls(self.room.walls)
            if self.near is not None:
                here = self.near
                by_walls = sorted(by_walls, key=lambda spot: math.dist(spot.at, here))
            return chain(by_walls, self._around(self.centre, 0.0, reach_m=6.0))
        return self._around(self.centre, self._usual_yaw(), reach_m=6.0)

    def _around(self, centre: Point2, yaw_rad: float, *, reach_m: float = 2.0) -> Iterator[Spot]:
        yield Spot(centre, yaw_rad, self._height())
        for ring in range(1, int(reach_m / 0.1) + 1):
            radius_m = ring * 0.1
            count = max(8, ring * 4)
            for n in range(count):
                angle = math.tau * n / count
                at = centre[0] + radius_m * math.cos(angle), centre[1] + radius_m * math.sin(angle)
                yield Spot(at, yaw_rad, self._height())

    def _usual_yaw(self) -> float:
        return 0.0 if self.wish.yaw_rad is None else self.wish.yaw_rad

    def _height(self) -> float:
        if self.body.stands == "ceiling":
            return max(self.room.height_m - self.body.size[1], 0.0)
        if self.body.kind == "picture":
            return max(PICTURE_MIDDLE_M - self.body.size[1] / 2, 0.0)
        return 0.0


def _plus(point: Point2, side: Point2, by: float = 1.0, across: Point2 = (0.0, 0.0), shift: float = 0.0) -> Point2:
    return point[0] + side[0] * by + across[0] * shift, point[1] + side[1] * by + across[1] * shift


def _half_along(size: Vec3, yaw_rad: float, direction: Point2) -> float:
    """Half of how far a turned rectangle reaches along a direction."""
    front = front_of(yaw_rad)
    right = (front[1], -front[0])
    return (
        abs(right[0] * direction[0] + right[1] * direction[1]) * size[0]
        + abs(front[0] * direction[0] + front[1] * direction[1]) * size[2]
    ) / 2


def _shifts(most_m: float) -> list[float]:
    count = int(most_m / STEP_M)
    return [0.0, *chain.from_iterable((n * STEP_M, -n * STEP_M) for n in range(1, count + 1))]
