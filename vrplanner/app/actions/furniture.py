"""Placing, moving, turning, removing, copying and selecting."""

import math
from dataclasses import replace

from vrplanner.app.actions.making import make_item
from vrplanner.app.actions.situation import Outcome, Situation
from vrplanner.app.floor import Body, Floor
from vrplanner.app.placement import Spot, Wish, find_spot
from vrplanner.app.replies import length, listed
from vrplanner.app.sliding import carried_by, slide
from vrplanner.assistant.scene_view import view_of
from vrplanner.core.commands.base import Command
from vrplanner.core.commands.items import MoveItem, PlaceItem, RemoveItem
from vrplanner.core.errors import CommandRefused
from vrplanner.core.geometry import Point2, rotate_plan, wrap_angle, yaw_facing
from vrplanner.core.item import Item
from vrplanner.core.scene import Scene

USUAL_STEP_M = 0.3
USUAL_TURN_RAD = math.pi / 2
_DIRECTIONS: dict[str, Point2] = {"north": (0.0, -1.0), "south": (0.0, 1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0)}


def place(situation: Situation) -> Outcome:
    """Make the thing and stand it where it was wished, or as near to there as it fits."""
    made = make_item(situation)
    count = situation.record.get("count", 1)
    scene, commands, ids = situation.scene, [], []
    aside = False
    for _ in range(count if isinstance(count, int) else 1):
        spot, exact = _spot_for(situation, scene, made)
        aside = aside or not exact
        item_id = scene.fresh_id(made.kind.replace(" ", "_"))
        command = PlaceItem(item=replace(made, id=item_id, position=spot.position, yaw_rad=spot.yaw_rad))
        scene = command.apply(scene).apply(scene)
        commands.append(command)
        ids.append(item_id)
    last = scene.items[ids[-1]]
    reply = situation.say("placed", name=situation.name(last), width=length(last.size[0], situation.language))
    if len(ids) > 1:
        reply = situation.say("placed_many", count=len(ids), name=situation.name(last))
    if aside:
        reply = situation.say("elsewhere", where=_where(situation)) + " " + reply
    return Outcome(reply, tuple(commands), tuple(ids[::-1]), selected=ids[-1])


def _spot_for(situation: Situation, scene: Scene, made: Item) -> tuple[Spot, bool]:
    """(spot, whether it is the one wished for): with no free place as wished the nearest free one is taken."""
    body, wish = Body(made.kind, made.size), _wish(situation)
    try:
        return find_spot(scene, situation.room, body, wish), True
    except CommandRefused:
        if wish.relation in ("on", "under") or not wish.anchors:
            raise
        near = _place_of(situation, wish.anchors[0])
        return find_spot(scene, situation.room, body, Wish(looks=wish.looks), near=near), False


def _wish(situation: Situation) -> Wish:
    relation = situation.record.get("relation")
    anchors = situation.anchors
    if relation == "facing" and anchors:
        return Wish(looks=situation.context.looks)
    return Wish(relation=relation, anchors=anchors, looks=situation.context.looks)


def _where(situation: Situation) -> str:
    names = [
        situation.name(situation.scene.items[anchor])
        if anchor in situation.scene.items
        else _spot_name(situation, anchor)
        for anchor in situation.anchors
    ]
    relation = str(situation.record.get("relation", "")).replace("_", " ")
    return f"{relation} {listed(names, situation.language)}" if situation.language == "en" else listed(names, "zh")


_ZH_SPOTS = {
    "north wall": "北墙边",
    "south wall": "南墙边",
    "east wall": "东墙边",
    "west wall": "西墙边",
    "window": "窗边",
    "door": "门边",
    "corner": "角落",
    "center": "中间",
    "wall": "墙边",
}


def _spot_name(situation: Situation, anchor: str) -> str:
    return f"the {anchor}" if situation.language == "en" else _ZH_SPOTS.get(anchor, anchor)


def move(situation: Situation) -> Outcome:
    record = situation.record
    if record.get("relation") == "facing":
        return rotate(situation)
    commands: list[Command] = []
    replies = []
    items = situation.items() if "item_id" in record.slots or record.get("count") else [_last(situation)]
    scene = situation.scene
    for item in items:
        step, reply = _move_one(replace(situation, scene=scene), item)
        for command in step:
            scene = command.apply(scene).apply(scene)
        commands += step
        replies.append(reply)
    return Outcome(replies[-1] if replies else "", tuple(commands), tuple(item.id for item in items))


def _last(situation: Situation) -> Item:
    """The thing meant when none is named: "a bit more to the left"."""
    item_id = situation.context.of_pronoun("it")
    if item_id is None or item_id not in situation.scene.items:
        raise situation.refuse("which_item")
    return situation.scene.items[item_id]


def _move_one(situation: Situation, item: Item) -> tuple[list[Command], str]:
    record, scene = situation.record, situation.scene
    if "relation" in record.slots:
        spot = find_spot(
            scene,
            situation.room,
            Body(item.kind, item.size),
            _moving_wish(situation, item),
            without=[item.id, *carried_by(scene, item)],
            near=item.plan_position,
        )
        return moved(scene, item, spot), situation.say("moved", name=situation.name(item))
    direction, by_m = _way(situation, item)
    at, blocker = slide(scene, situation.room, item, direction, by_m)
    gone_m = math.dist(at, item.plan_position)
    blocking = situation.say(blocker) if blocker in ("wall", "door") else blocker
    if gone_m < 0.01:
        raise situation.refuse("stuck", name=situation.name(item), blocker=blocking)
    key = "stopped" if blocker else "moved_by"
    reply = situation.say(key, name=situation.name(item), amount=length(gone_m, situation.language), blocker=blocking)
    return moved(scene, item, Spot(at, item.yaw_rad, item.position[1])), reply


def _moving_wish(situation: Situation, item: Item) -> Wish:
    wish = _wish(situation)
    keeps = wish.relation not in ("against", "in_corner", "on") and not any(
        a in ("window", "door") for a in wish.anchors
    )
    return replace(wish, yaw_rad=item.yaw_rad) if keeps and wish.relation in ("in_center", "between", "under") else wish


def _way(situation: Situation, item: Item) -> tuple[Point2, float]:
    """A unit direction on the plan and how far, metres."""
    by_m = float(situation.record.get("amount_m", USUAL_STEP_M))
    if situation.anchors:
        goal = _place_of(situation, situation.anchors[0])
        away = goal[0] - item.position[0], goal[1] - item.position[2]
        far_m = math.hypot(*away)
        if far_m < 1e-6:
            return (0.0, 1.0), 0.0
        return (away[0] / far_m, away[1] / far_m), min(by_m, far_m)
    x, z = situation.context.looks
    named = {"right": (-z, x), "left": (z, -x), "back": (x, z), "forward": (-x, -z), **_DIRECTIONS}
    direction = named.get(str(situation.record.get("direction")))
    if direction is None:
        raise situation.refuse("not_understood")
    return direction, by_m


def _place_of(situation: Situation, anchor: str) -> Point2:
    if anchor in situation.scene.items:
        return situation.scene.items[anchor].plan_position
    spots = view_of(situation.scene).spots_named(anchor)
    if not spots:
        raise situation.refuse("missing", name=anchor)
    return spots[0].place


def moved(scene: Scene, item: Item, spot: Spot) -> list[Command]:
    """Moves an item and, in one, what stands on it."""
    turn = spot.yaw_rad - item.yaw_rad
    commands: list[Command] = [MoveItem(item_id=item.id, position=spot.position, yaw_rad=wrap_angle(spot.yaw_rad))]
    for other_id in carried_by(scene, item):
        other = scene.items[other_id]
        x, z = rotate_plan((other.position[0] - item.position[0], other.position[2] - item.position[2]), turn)
        lift = other.position[1] - item.position[1] + spot.height_m
        position = spot.at[0] + x, lift, spot.at[1] + z
        commands.append(MoveItem(item_id=other_id, position=position, yaw_rad=wrap_angle(other.yaw_rad + turn)))
    return commands


def rotate(situation: Situation) -> Outcome:
    """Turn on the spot, clockwise seen from above unless said otherwise; shift a little where there is no room to."""
    commands: list[Command] = []
    items = (
        situation.items()
        if "item_id" in situation.record.slots or situation.record.get("count")
        else [_last(situation)]
    )
    for item in items:
        yaw_rad = wrap_angle(_new_yaw(situation, item))
        without = [item.id, *carried_by(situation.scene, item)]
        body = Body(item.kind, item.size)
        floor = Floor(situation.scene, situation.room, without=without)
        spot = Spot(item.plan_position, yaw_rad, item.position[1])
        stood_well = floor.is_free(body, spot.at, item.yaw_rad, height_m=spot.height_m)
        if stood_well and not floor.is_free(body, spot.at, yaw_rad, height_m=spot.height_m):
            spot = _beside_itself(floor, body, spot) or spot
            if spot.at == item.plan_position:
                raise situation.refuse("no_turn", name=situation.name(item))
        commands += moved(situation.scene, item, spot)
    return Outcome(
        situation.say("turned", name=situation.name(items[-1])), tuple(commands), tuple(item.id for item in items)
    )


def _beside_itself(floor: Floor, body: Body, spot: Spot) -> Spot | None:
    for ring in range(1, 9):
        for n in range(16):
            angle = math.tau * n / 16
            at = spot.at[0] + 0.1 * ring * math.cos(angle), spot.at[1] + 0.1 * ring * math.sin(angle)
            if floor.is_free(body, at, spot.yaw_rad, height_m=spot.height_m):
                return Spot(at, spot.yaw_rad, spot.height_m)
    return None


def _new_yaw(situation: Situation, item: Item) -> float:
    if situation.anchors:
        goal = _place_of(situation, situation.anchors[0])
        return yaw_facing((goal[0] - item.position[0], goal[1] - item.position[2]))
    angle_deg = situation.record.get("angle_deg")
    turn = math.radians(angle_deg) if angle_deg is not None else USUAL_TURN_RAD
    return item.yaw_rad + (turn if situation.record.get("clockwise") is False else -turn)


def remove(situation: Situation) -> Outcome:
    items = situation.items()
    names = [situation.name(item) for item in items]
    commands = tuple(RemoveItem(item_id=item.id) for item in items)
    return Outcome(situation.say("removed", name=listed(names, situation.language)), commands)


def duplicate(situation: Situation) -> Outcome:
    item = situation.item
    wish = _wish(situation) if situation.anchors else Wish(relation="next_to", anchors=(item.id,))
    spot = find_spot(situation.scene, situation.room, Body(item.kind, item.size), wish)
    item_id = situation.scene.fresh_id(item.kind.replace(" ", "_"))
    copy = replace(item, id=item_id, position=spot.position, yaw_rad=spot.yaw_rad, fixed=False)
    name = situation.name(item).removeprefix("the ")
    return Outcome(situation.say("copied", name=name), (PlaceItem(item=copy),), (item_id,), selected=item_id)


def select(situation: Situation) -> Outcome:
    item = situation.item
    return Outcome(situation.say("selected", name=situation.name(item)), touched=(item.id,), selected=item.id)
