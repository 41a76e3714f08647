"""Changing what a thing is like: its size, its looks, or the whole thing for another."""

from dataclasses import replace

from vrplanner.app.actions.making import make_item, sized
from vrplanner.app.actions.situation import Outcome, Situation
from vrplanner.app.floor import Body, Floor
from vrplanner.app.placement import Spot, Wish, find_spot
from vrplanner.app.replies import listed, size
from vrplanner.app.sliding import carried_by
from vrplanner.assistant.lexicon import shown_zh
from vrplanner.core.commands.base import Command
from vrplanner.core.commands.items import MoveItem, RenameItem, ReplaceItem, ResizeItem, RestyleItem
from vrplanner.core.item import Item
from vrplanner.core.progress import part

USUAL_GROWTH = 1.15
_AXES = {
    "wider": (0, 1),
    "narrower": (0, -1),
    "taller": (1, 1),
    "lower": (1, -1),
    "deeper": (2, 1),
    "shallower": (2, -1),
}


def resize(situation: Situation) -> Outcome:
    commands: list[Command] = []
    items = situation.items()
    for item in items:
        new = _new_size(situation, item)
        commands += [ResizeItem(item_id=item.id, size=new), *_make_room(situation, item, new)]
    shown = size(commands[0].size, situation.language) if isinstance(commands[0], ResizeItem) else ""
    names = listed([situation.name(item) for item in items], situation.language)
    return Outcome(situation.say("resized", name=names, size=shown), tuple(commands), tuple(item.id for item in items))


def _new_size(situation: Situation, item: Item) -> tuple[float, float, float]:
    record = situation.record
    if "factor" in record.slots:
        width, height, depth = (side * float(record.slots["factor"]) for side in item.size)
        return width, height, depth
    direction = record.get("direction")
    if direction in _AXES:
        axis, sign = _AXES[direction]
        sides = list(item.size)
        by_m = float(record.get("amount_m", sides[axis] * (USUAL_GROWTH - 1)))
        sides[axis] = max(sides[axis] + sign * by_m, 0.05)
        return sides[0], sides[1], sides[2]
    if direction in ("larger", "smaller"):
        factor = USUAL_GROWTH if direction == "larger" else 1 / USUAL_GROWTH
        return item.size[0] * factor, item.size[1] * factor, item.size[2] * factor
    return sized(situation, item)


def _make_room(situation: Situation, item: Item, new: tuple[float, float, float]) -> list[Command]:
    """Where the new size would not fit the nearest place where it does; refuses where there is none."""
    without = [item.id, *carried_by(situation.scene, item)]
    floor = Floor(situation.scene, situation.room, without=without)
    here, body = item.plan_position, Body(item.kind, new)
    fitted = floor.is_free(Body(item.kind, item.size), here, item.yaw_rad, height_m=item.position[1])
    if not fitted or floor.is_free(body, here, item.yaw_rad, height_m=item.position[1]):
        return []
    for ring in range(1, 25):
        for dx, dz in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            at = here[0] + 0.05 * ring * dx, here[1] + 0.05 * ring * dz
            if floor.is_free(body, at, item.yaw_rad, height_m=item.position[1]):
                return [MoveItem(item_id=item.id, position=(at[0], item.position[1], at[1]))]
    blocker = floor.blocker(body, here, item.yaw_rad)
    shown = situation.say(blocker) if blocker in ("wall", "door") else blocker
    raise situation.refuse("stuck", name=situation.name(item), blocker=shown)


def restyle(situation: Situation) -> Outcome:
    """Make the thing again in the other colour, material or style, in its own size."""
    record = situation.record
    color, material, style = (str(record.get(name, "")) for name in ("color", "material", "style"))
    if not (color or material or style):
        raise situation.refuse("what_color")
    commands: list[Command] = []
    items = situation.items()
    for number, item in enumerate(items):
        kept_material = "" if material else item.material
        kept_color = "" if color or material else ("" if item.color.startswith("#") else item.color)
        words = " ".join(w for w in (style, color or kept_color, material or kept_material, item.kind) if w)
        made, model = situation.makers.generate(
            words,
            seed=situation.seed,
            size=item.size,
            progress=part(situation.progress, number / len(items), (number + 1) / len(items)),
        )
        commands.append(
            RestyleItem(
                item_id=item.id, color=color or made.color, material=material or made.material,
                model=situation.models.add(model),
            )
        )  # fmt: skip
        commands += _renamed(item, color)
    shown = " ".join(w for w in (style, color, material) if w)
    if situation.language == "zh":
        tables = (("styles", style), ("colors", color), ("materials", material))
        shown = "".join(shown_zh(table, word) for table, word in tables if word)
    names = listed([situation.name(item) for item in items], situation.language)
    return Outcome(
        situation.say("restyled", name=names, style=shown), tuple(commands), tuple(item.id for item in items)
    )


def _renamed(item: Item, color: str) -> list[Command]:
    """A name that tells the old colour tells the new one."""
    old = item.color.lower()
    if not (color and old and old in item.name.lower()):
        return []
    name = item.name.lower().replace(old, color)
    return [RenameItem(item_id=item.id, new_name=name[:1].upper() + name[1:])]


def replace_item(situation: Situation) -> Outcome:
    """The new thing stands where the old one stood, or as near to there as it fits."""
    old = situation.item
    made = make_item(situation)
    commands: list[Command] = [ReplaceItem(item_id=old.id, item=replace(made, id=old.id))]
    without = [old.id]
    floor, body = Floor(situation.scene, situation.room, without=without), Body(made.kind, made.size)
    if not floor.is_free(body, old.plan_position, old.yaw_rad, height_m=old.position[1]):
        spot = _near(situation, old, body, without)
        commands.append(MoveItem(item_id=old.id, position=spot.position, yaw_rad=spot.yaw_rad))
    reply = situation.say("replaced", old=situation.name(old), name=situation.name(made))
    return Outcome(reply, tuple(commands), (old.id,), selected=old.id)


def _near(situation: Situation, old: Item, body: Body, without: list[str]) -> Spot:
    floor = Floor(situation.scene, situation.room, without=without)
    for ring in range(1, 17):
        for dx, dz in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            at = old.position[0] + 0.05 * ring * dx, old.position[2] + 0.05 * ring * dz
            if floor.is_free(body, at, old.yaw_rad):
                return Spot(at, old.yaw_rad)
    return find_spot(situation.scene, situation.room, body, Wish(), without=without, near=old.plan_position)
