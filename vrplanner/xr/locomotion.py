"""How a person gets about in a room that is larger than the one they stand in: teleport and snap turns, no gliding.

Nothing ever moves the picture smoothly against the inner ear; a move happens behind a blink.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapely.geometry import Point

from vrplanner.core.geometry import Point2, Vec3, rotate_plan
from vrplanner.core.scene import Scene
from vrplanner.xr.backend import HANDS, HandInput, HandName
from vrplanner.xr.pose import Pose, heading_rad, turned

STICK_ON, STICK_OFF = 0.7, 0.3
TURN_STEP_RAD = math.radians(30)
BLINK_S = 0.12
LAUNCH_M_PER_S, GRAVITY_M_PER_S2 = 6.5, 9.81
ARC_STEP_S, ARC_STEPS = 0.04, 60
BODY_RADIUS_M = 0.2
STEP_OVER_M = 0.1


@dataclass(frozen=True, slots=True)
class Rig:
    """Where the stage (the person's real floor) lies in the world: turned by `yaw_rad` about +Y, then moved."""

    position: Vec3 = (0.0, 0.0, 0.0)
    yaw_rad: float = 0.0

    @property
    def pose(self) -> Pose:
        return Pose(self.position, turned(self.yaw_rad))

    def to_world(self, pose: Pose) -> Pose:
        return pose.within(self.pose)

    def hand_to_world(self, hand: HandInput) -> HandInput:
        aim = self.to_world(hand.aim) if hand.aim else None
        grip = self.to_world(hand.grip) if hand.grip else None
        return replace(hand, aim=aim, grip=grip)

    def with_head_at(self, head: Pose, at: Point2, *, yaw_rad: float | None = None) -> "Rig":
        """The rig in which this head (stage frame) is above the plan point, turned to `yaw_rad` if given."""
        yaw_rad = self.yaw_rad if yaw_rad is None else yaw_rad
        x, z = rotate_plan((head.position[0], head.position[2]), yaw_rad)
        return Rig((at[0] - x, self.position[1], at[1] - z), yaw_rad)

    def turned_about(self, head: Pose, angle_rad: float) -> "Rig":
        """The person turned on the spot, to the left for a positive angle."""
        x, _, z = self.to_world(head).position
        return self.with_head_at(head, (x, z), yaw_rad=self.yaw_rad + angle_rad)


@dataclass(frozen=True, slots=True)
class Arc:
    """The path of a teleport that is being aimed, world frame. `landing` is None where nobody could stand."""

    hand: HandName
    points: tuple[Vec3, ...]
    landing: Vec3 | None


class Locomotion:
    """Sticks: forward and let go teleports, left and right turns. `darkness` (0..1) covers a move."""

    def __init__(self, rig: Rig | None = None) -> None:
        self.rig = rig or Rig()
        self.arc: Arc | None = None
        self.darkness = 0.0
        self._turn_ready: dict[HandName, bool] = {}
        self._moved_s = -math.inf

    def update(
        self,
        scene: Scene,
        head: Pose | None,
        hands: Mapping[HandName, HandInput],
        busy: frozenset[HandName],
        time_s: float,
    ) -> None:
        """Carry one frame out. Head and hands in the stage's frame; a `busy` hand's stick means something else."""
        aiming = self.arc.hand if self.arc else None
        for hand in HANDS:
            if head is None or hand in busy or hand not in hands:
                if hand == aiming:
                    self.arc = None
                continue
            self._turn(hand, hands[hand], head, time_s)
            self._teleport(hand, hands[hand], scene, head, time_s)
        self.darkness = max(0.0, 1.0 - (time_s - self._moved_s) / BLINK_S)

    def _turn(self, hand: HandName, now: HandInput, head: Pose, time_s: float) -> None:
        right, forward = now.stick
        if abs(right) < STICK_OFF:
            self._turn_ready[hand] = True
        elif abs(right) > STICK_ON and abs(right) > abs(forward) and self._turn_ready.get(hand, False):
            self._turn_ready[hand] = False
            self.rig = self.rig.turned_about(head, -math.copysign(TURN_STEP_RAD, right))
            self._moved_s = time_s

    def _teleport(self, hand: HandName, now: HandInput, scene: Scene, head: Pose, time_s: float) -> None:
        right, forward = now.stick
        if self.arc is not None and self.arc.hand != hand:
            return
        aiming = self.arc is not None
        if now.aim is not None and forward > (STICK_OFF if aiming else STICK_ON) and (aiming or forward > abs(right)):
            self.arc = arc_from(scene, hand, self.rig.to_world(now.aim), floor_m=self.rig.position[1])
        elif self.arc is not None:
            landing, self.arc = self.arc.landing, None
            if landing is not None:
                self.rig = self.rig.with_head_at(head, (landing[0], landing[2]))
                self._moved_s = time_s


def arc_from(scene: Scene, hand: HandName, aim: Pose, *, floor_m: float = 0.0) -> Arc:
    """The flight of something thrown along `aim`, down to the floor."""
    velocity = tuple(LAUNCH_M_PER_S * part for part in aim.forward)
    points = [aim.position]
    for step in range(1, ARC_STEPS + 1):
        time_s = step * ARC_STEP_S
        x, y, z = (p + v * time_s for p, v in zip(aim.position, velocity, strict=True))
        y -= GRAVITY_M_PER_S2 * time_s**2 / 2
        if y <= floor_m:
            before = points[-1]
            share = (before[1] - floor_m) / max(before[1] - y, 1e-9)
            x, z = before[0] + (x - before[0]) * share, before[2] + (z - before[2]) * share
            points.append((x, floor_m, z))
            return Arc(hand, tuple(points), (x, floor_m, z) if can_stand(scene, (x, z)) else None)
        points.append((x, y, z))
    return Arc(hand, tuple(points), None)


def can_stand(scene: Scene, at: Point2) -> bool:
    """Whether a person has room there: inside some room (if there are any), and not in a piece of furniture."""
    point = Point(at)
    inside = [room for room in scene.rooms.values() if room.polygon.contains(point)]
    if scene.rooms and not any(room.polygon.exterior.distance(point) >= BODY_RADIUS_M for room in inside):
        return False
    return not any(
        item.size[1] > STEP_OVER_M and item.position[1] < 1.0 and item.footprint.distance(point) < BODY_RADIUS_M
        for item in scene.items.values()
    )


def starting_rig(scene: Scene, head: Pose | None = None) -> Rig:
    """Where a visit begins: where the first saved camera stands, else in a free place from which most of the first
    room is in front of the eyes.
    """
    head = head or Pose((0.0, 1.6, 0.0))
    camera = next(iter(scene.cameras.values()), None)
    if camera is not None and can_stand(scene, (camera.position[0], camera.position[2])):
        at = (camera.position[0], camera.position[2])
        return _rig_facing(head, at, (camera.target[0], camera.target[2]))
    room = next(iter(scene.rooms.values()), None)
    if room is None:
        return Rig()
    centre = (room.polygon.centroid.x, room.polygon.centroid.y)
    candidates = [
        (corner[0] + (centre[0] - corner[0]) * share, corner[1] + (centre[1] - corner[1]) * share)
        for share in (0.2, 0.35, 0.5, 0.8)
        for corner in room.corners
    ]
    free = [at for at in candidates if can_stand(scene, at)]
    best = max(free, key=lambda at: math.dist(at, centre), default=centre)
    return _rig_facing(head, best, centre)


def _rig_facing(head: Pose, at: Point2, target: Point2) -> Rig:
    if math.dist(at, target) < 1e-6:
        return Rig().with_head_at(head, at)
    wanted_rad = math.atan2(at[0] - target[0], at[1] - target[1])
    return Rig().with_head_at(head, at, yaw_rad=wanted_rad - heading_rad(head.orientation))
