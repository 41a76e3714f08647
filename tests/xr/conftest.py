"""Hands that point, and rays that meet boxes, without a headset and without a picture."""

import math
import os
from collections.abc import Iterator

import pytest

from vrplanner.core.commands import Command
from vrplanner.core.document import Document
from vrplanner.core.geometry import Vec3, rotate_plan
from vrplanner.core.item import Item
from vrplanner.core.scene import Scene
from vrplanner.xr.backend import HandInput, HandName
from vrplanner.xr.interaction import Interaction, Outcome, Target
from vrplanner.xr.pose import Pose, looking, multiply, turned
from vrplanner.xr.runtime import SimulatorService, find_simulator

from .plain_room import plain_document

STANDING: Vec3 = (2.5, 1.4, 1.2)


class Hands:
    """A person in the sample room: two hands on a document, one frame (10 ms) at a time."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.felt: list[tuple[HandName, float]] = []
        self.submitted: list[tuple[Command, str]] = []
        self.late = False  # whether commands wait, as they do for a window's thread
        self.now: dict[HandName, HandInput] | None = {"left": HandInput(), "right": HandInput()}
        self.time_s = 0.0
        self.interaction = Interaction(pick=pick_boxes, submit=self._submit, feel=lambda *felt: self.felt.append(felt))
        self.frame()

    def point(self, at: Vec3, *, hand: HandName = "right", roll_rad: float = 0.0, **buttons: object) -> Outcome:
        """One frame with this hand pointing at a place; buttons not named are up."""
        aim = looking(STANDING, at)
        aim = Pose(aim.position, multiply(aim.orientation, turned(0.0, 0.0, roll_rad)))
        self.now[hand] = HandInput(aim=aim, grip=aim, **buttons)  # type: ignore[arg-type]
        return self.frame()

    def hide(self, *, hand: HandName = "right") -> Outcome:
        self.now[hand] = HandInput()
        return self.frame()

    def frame(self, count: int = 1) -> Outcome:
        for _ in range(count):
            self.time_s += 0.01
            outcome = self.interaction.update(self.document.scene, self.now, self.time_s)
        return outcome

    def _submit(self, command: Command, gesture: str) -> None:
        self.submitted.append((command, gesture))
        if not self.late:
            self.document.execute(command, gesture=gesture)


def pick_boxes(scene: Scene, origin: Vec3, direction: Vec3) -> Target | None:
    """The nearest item, as a turned box, that a ray meets; else the floor."""
    hits = [(distance, item.id) for item in scene.items.values() if (distance := _box(item, origin, direction))]
    floor = -origin[1] / direction[1] if direction[1] < 0 else math.inf
    distance, item_id = min([*hits, (floor, None)], key=lambda hit: hit[0])
    if math.isinf(distance):
        return None
    x, y, z = (o + d * distance for o, d in zip(origin, direction, strict=True))
    return Target((x, y, z), item_id)


def _box(item: Item, origin: Vec3, direction: Vec3) -> float | None:
    ox, oz = rotate_plan((origin[0] - item.position[0], origin[2] - item.position[2]), -item.yaw_rad)
    dx, dz = rotate_plan((direction[0], direction[2]), -item.yaw_rad)
    near, far, high = 0.0, math.inf, item.size[1] / 2
    sides = ((ox, dx, item.size[0] / 2), (oz, dz, item.size[2] / 2))
    for o, d, half in (*sides, (origin[1] - item.position[1] - high, direction[1], high)):
        if abs(d) < 1e-12:
            if abs(o) > half:
                return None
            continue
        first, last = sorted(((-half - o) / d, (half - o) / d))
        near, far = max(near, first), min(far, last)
    return near if 0 < near <= far else None


@pytest.fixture
def document() -> Document:
    return plain_document()


@pytest.fixture
def hands(document: Document) -> Hands:
    return Hands(document)


@pytest.fixture(scope="session")
def simulator() -> Iterator[SimulatorService]:
    """A running simulated runtime; in CI it must be there."""
    if find_simulator() is None:
        reason = "no simulated OpenXR runtime; get it with: python3 packaging/xr_runtime.py"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with SimulatorService() as service:
        yield service
