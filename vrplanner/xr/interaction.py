"""What hands do to the document: point, pick, take hold, move, let go. Pure logic: no runtime, no GL, no clock.

A grab never touches the document until it ends. Meanwhile the thing is shown where it would stand, in a scene of the
headset's own, so that a lost runtime leaves nothing half-moved and letting go is one step of history.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from vrplanner.core.commands import Command
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.geometry import YAW_STEP_RAD, Vec3, snapped_yaw, wrap_angle
from vrplanner.core.item import Item
from vrplanner.core.scene import Scene
from vrplanner.xr.backend import HANDS, IDLE_HAND, HandInput, HandName
from vrplanner.xr.placement import Standing, room_for, settled
from vrplanner.xr.pose import Pose, roll_rad

HOLD_TO_GRAB_S = 0.35
PENDING_S = 2.0
REEL_M_PER_S = 1.5
NEAREST_M, FARTHEST_M = 0.3, 12.0
SLIDE_BELOW_M = 0.15
STICK_ON, STICK_OFF = 0.7, 0.3
IDLE_REACH_M = 4.0
_ALL_DOWN = HandInput(select=True, grab=True, menu=True)


@dataclass(frozen=True, slots=True)
class Target:
    """What a ray meets first: where, and of which item (None: a wall, the floor …)."""

    point: Vec3
    item_id: str | None = None


Picker = Callable[[Scene, Vec3, Vec3], Target | None]
"""(scene, origin, unit direction) -> what the ray meets."""
Submit = Callable[[Command, str], None]
"""Hands a command with its gesture to whoever owns the document; may carry it out later, on another thread."""
Feel = Callable[[HandName, float], None]
"""Lets a hand feel something of this strength (0..1)."""
HandMood = Literal["idle", "over", "holding", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandView:
    """How one hand is to be shown, world frame. `reach_m` is how long its ray is."""

    aim: Pose
    grip: Pose
    mood: HandMood
    reach_m: float
    hit: Vec3 | None = None
    item_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What to show now. `scene` is the document's with what is held put where it would stand."""

    scene: Scene
    hands: Mapping[HandName, HandView] = field(default_factory=dict)
    selected: str | None = None
    busy: frozenset[HandName] = frozenset()


@dataclass(slots=True)
class _Grab:
    item: Item
    gesture: str
    button: Literal["grab", "select"]
    start_point: Vec3
    distance_m: float
    sliding: bool
    start_roll_rad: float
    reeled_m: float = 0.0
    steps: int = 0
    stick_centred: bool = False
    standing: Standing = field(default_factory=lambda: Standing((0.0, 0.0), 0.0))


@dataclass(slots=True)
class _Pending:
    before: Item
    after: Item
    since_s: float


class Interaction:
    """Both hands on one document. Call `update` once a frame with inputs already in the world frame."""

    def __init__(self, *, pick: Picker, submit: Submit, feel: Feel = lambda hand, strength: None) -> None:
        self._pick, self._submit, self._feel = pick, submit, feel
        self.selected: str | None = None
        self._grabs: dict[HandName, _Grab] = {}
        self._pending: dict[str, _Pending] = {}
        self._before = dict.fromkeys(HANDS, _ALL_DOWN)
        self._select_since_s: dict[HandName, float] = {}
        self._over: dict[HandName, str | None] = {}
        self._shown_before: tuple[Scene, tuple[Item, ...], Scene] = (empty := Scene(), (), empty)
        self._time_s = 0.0
        self._numbers = count(1)

    def update(self, scene: Scene, hands: Mapping[HandName, HandInput] | None, time_s: float) -> Outcome:
        """Carry one frame of input out; `hands` is None while another program has them. `scene` is the document's."""
        step_s, self._time_s = max(0.0, time_s - self._time_s), time_s
        self._forget(scene)
        if hands is None:
            self.cancel()
            return Outcome(scene=self._shown(scene), selected=self.selected)
        for hand in HANDS:
            now = hands.get(hand, IDLE_HAND)
            if hand in self._grabs:
                self._hold(hand, now, scene, step_s)
        shown = self._shown(scene)
        views: dict[HandName, HandView] = {}
        for hand in HANDS:
            now = hands.get(hand, IDLE_HAND)
            view = self._point(hand, now, shown)
            if view is not None:
                views[hand] = view
            self._before[hand] = now
        return Outcome(scene=self._shown(scene), hands=views, selected=self.selected, busy=frozenset(self._grabs))

    def cancel(self) -> None:
        """Let go of everything without moving anything. A button that is down now counts only when pressed anew."""
        self._before = dict.fromkeys(HANDS, _ALL_DOWN)
        self._grabs.clear()
        self._select_since_s.clear()

    @property
    def holding(self) -> frozenset[str]:
        """The ids of the items in hand."""
        return frozenset(grab.item.id for grab in self._grabs.values())

    # --- pointing and picking ---

    def _point(self, hand: HandName, now: HandInput, shown: Scene) -> HandView | None:
        if now.aim is None:
            self._over[hand] = None
            return None
        grip = now.grip or now.aim
        grab = self._grabs.get(hand)
        if grab is not None:
            held_at = _held_point(grab, now.aim)
            reach_m = math.dist(now.aim.position, held_at)
            return HandView(aim=now.aim, grip=grip, mood="holding", reach_m=reach_m, hit=held_at, item_id=grab.item.id)
        target = self._pick(shown, now.aim.position, now.aim.forward)
        item = shown.items.get(target.item_id) if target and target.item_id else None
        item_id = item.id if item else None
        if item_id and item_id != self._over.get(hand):
            self._feel(hand, 0.15)
        self._over[hand] = item_id
        self._press(hand, now, item, target)
        mood: HandMood = "holding" if hand in self._grabs else "over" if item_id else "idle"
        if item and item.fixed and (now.grab or now.select):
            mood = "refused"
        reach_m = math.dist(now.aim.position, target.point) if target else IDLE_REACH_M
        hit = target.point if target else None
        return HandView(aim=now.aim, grip=grip, mood=mood, reach_m=reach_m, hit=hit, item_id=item_id)

    def _press(self, hand: HandName, now: HandInput, item: Item | None, target: Target | None) -> None:
        before = self._before[hand]
        if now.select and not before.select:
            self.selected = item.id if item else None
            self._select_since_s[hand] = self._time_s
            self._feel(hand, 0.4)
        if not now.select:
            self._select_since_s.pop(hand, None)
        if item is None or target is None:
            return
        if now.grab and not before.grab:
            self._take(hand, now, item, target.point, "grab")
        elif self._time_s - self._select_since_s.get(hand, math.inf) >= HOLD_TO_GRAB_S and self.selected == item.id:
            self._take(hand, now, item, target.point, "select")

    # --- holding ---

    def _take(self, hand: HandName, now: HandInput, item: Item, point: Vec3, button: Literal["grab", "select"]) -> None:
        if item.id in self.holding or now.aim is None:
            return
        if item.fixed:
            self._feel(hand, 1.0)
            return
        self.selected = item.id
        self._select_since_s.pop(hand, None)
        grab = _Grab(
            item=item,
            gesture=f"xr-{hand}-{next(self._numbers)}",
            button=button,
            start_point=point,
            distance_m=math.dist(now.aim.position, point),
            sliding=now.aim.position[1] - point[1] > SLIDE_BELOW_M,
            start_roll_rad=roll_rad(now.aim.orientation),
            stick_centred=abs(now.stick[0]) < STICK_OFF,
            standing=Standing(item.plan_position, item.yaw_rad),
        )
        self._grabs[hand] = grab
        self._feel(hand, 0.6)

    def _hold(self, hand: HandName, now: HandInput, scene: Scene, step_s: float) -> None:
        grab = self._grabs[hand]
        if now.menu and not self._before[hand].menu:
            del self._grabs[hand]
        elif not (now.grab if grab.button == "grab" else now.select):
            self._release(hand)
        elif now.aim is not None:  # out of tracking it stays where it was last seen
            self._reel_and_turn(grab, now, step_s)
            grab.standing = self._standing(grab, now.aim, scene)

    def _standing(self, grab: _Grab, aim: Pose, scene: Scene) -> Standing:
        point = _held_point(grab, aim)
        x, z = grab.item.plan_position
        at = (x + point[0] - grab.start_point[0], z + point[2] - grab.start_point[2])
        leaned_rad = wrap_angle(roll_rad(aim.orientation) - grab.start_roll_rad)
        turn_rad = grab.steps * YAW_STEP_RAD - leaned_rad
        yaw_rad = grab.item.yaw_rad
        if abs(turn_rad) > YAW_STEP_RAD / 2:  # an item that stands askew keeps its angle until it is really turned
            yaw_rad = snapped_yaw(yaw_rad + turn_rad)
        return settled(grab.item, Standing(at, wrap_angle(yaw_rad)), room_for(scene, at))

    def _reel_and_turn(self, grab: _Grab, now: HandInput, step_s: float) -> None:
        """The stick of the holding hand: forward and back along the ray, left and right a step of turning each."""
        right, forward = now.stick
        if abs(right) > STICK_ON and abs(right) > abs(forward):
            if grab.stick_centred:
                grab.steps -= 1 if right > 0 else -1  # to the right is clockwise seen from above
            grab.stick_centred = False
        elif abs(right) < STICK_OFF:
            grab.stick_centred = True
        if abs(forward) > STICK_OFF and abs(forward) >= abs(right):
            further_m = grab.reeled_m + forward * REEL_M_PER_S * step_s
            grab.reeled_m = max(-FARTHEST_M, min(FARTHEST_M, further_m))

    def _release(self, hand: HandName) -> None:
        grab = self._grabs.pop(hand)
        after = _placed(grab)
        self._feel(hand, 0.3)
        if (after.position, after.yaw_rad) == (grab.item.position, grab.item.yaw_rad):
            return
        self._pending[after.id] = _Pending(grab.item, after, self._time_s)
        try:
            self._submit(MoveItem(item_id=after.id, position=after.position, yaw_rad=after.yaw_rad), grab.gesture)
        except VrPlannerError:  # it stays where it was, and the hand feels why
            del self._pending[after.id]
            self._feel(hand, 1.0)

    # --- what is shown ---

    def _shown(self, scene: Scene) -> Scene:
        """The document's scene with what was let go but not yet carried out, and what is in hand.

        The same object as before when nothing differs, so that the renderer has nothing to do.
        """
        moved = (*(pending.after for pending in self._pending.values()), *map(_placed, self._grabs.values()))
        document_scene, known, shown = self._shown_before
        if scene is document_scene and moved == known:
            return shown
        shown = scene
        for item in moved:
            shown = shown.with_entity("items", item.id, item)
        self._shown_before = scene, moved, shown
        return shown

    def _forget(self, scene: Scene) -> None:
        """Drop what the document has moved on from."""
        for item_id, pending in list(self._pending.items()):
            if scene.items.get(item_id) is not pending.before or self._time_s - pending.since_s > PENDING_S:
                del self._pending[item_id]
        for hand, grab in list(self._grabs.items()):
            if scene.items.get(grab.item.id) is not grab.item and grab.item.id not in self._pending:
                del self._grabs[hand]
        if self.selected is not None and self.selected not in scene.items:
            self.selected = None


def _held_point(grab: _Grab, aim: Pose) -> Vec3:
    """Where the point that was taken hold of is now. What was taken from above slides at its height to where the ray
    goes, so that one points at the place one means; what was taken from the side keeps its distance.
    """
    distance_m = grab.distance_m
    if grab.sliding:
        down = -aim.forward[1]
        distance_m = (aim.position[1] - grab.start_point[1]) / down if down > 1e-3 else FARTHEST_M
    limited_m = max(NEAREST_M, min(FARTHEST_M, distance_m + grab.reeled_m))
    return aim.point((0.0, 0.0, -limited_m))


def _placed(grab: _Grab) -> Item:
    (x, z), y = grab.standing.at, grab.item.position[1]
    return replace(grab.item, position=(x, y, z), yaw_rad=grab.standing.yaw_rad)
