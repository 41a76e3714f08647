"""From what a sentence says (an intent and roles filled with mentions and values) to a command record.

The grammar and the language model both end here, so a name is resolved in one place: to the one thing it can mean, to a
question when several fit and nothing settles it, or to nothing when no such thing exists.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vrplanner.assistant.context import Context
from vrplanner.assistant.mentions import Mention
from vrplanner.assistant.record import CommandRecord
from vrplanner.assistant.scene_view import SceneView

Filler = Mention | str | float | bool
ROLE_KINDS: Mapping[str, tuple[str, ...]] = {
    "item": ("thing", "pronoun"),
    "lamp": ("thing", "pronoun"),
    "width": ("length",),
    "new": ("thing",),
    "anchor": ("spot", "thing", "pronoun"),
    "anchor2": ("spot", "thing", "pronoun"),
    "garment": ("garment",),
    "length": ("length",),
    "angle": ("angle",),
    "size": ("size",),
    "percent": ("percent",),
    "number": ("number",),
    "price": ("price", "number"),
    "color": ("color",),
    "material": ("material",),
    "style": ("style",),
    "fitting": ("fitting",),
    "surface": ("spot",),
    "corner": ("spot",),
    "wall": ("spot",),
    "ignored": ("thing", "pronoun", "spot"),
}
"""Which mentions may fill a role. Every other role holds a value of the tables (direction, relation, time …)."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An intent with its roles, before names are resolved."""

    intent: str
    roles: Mapping[str, tuple[Filler, ...]]


class Unclear(Exception):
    """Several things fit: their ids."""

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__(", ".join(candidates))
        self.candidates = tuple(candidates)


class Missing(Exception):
    """The scene has no such thing: the words that named it."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


def resolve(meaning: Meaning, view: SceneView, context: Context) -> list[CommandRecord]:
    """The records a meaning comes to: usually one, several where "them" or "both" names several things.

    Raises Unclear or Missing.
    """
    slots = _plain_slots(meaning)
    slots.update(_new_thing(meaning))
    slots.update(_garments(meaning))
    slots.update(_surface(meaning))
    if (
        slots.get("direction") not in (None, "larger", "smaller")
        and _one(meaning, "anchor")
        and meaning.intent == "rotate"
    ):
        slots.pop("direction")
    slots.update(_anchors(meaning, view, context))
    items = _items(meaning, view, context)
    if items is None:
        return [CommandRecord(meaning.intent, slots)]
    if isinstance(items, dict):
        return [CommandRecord(meaning.intent, {**items, **slots})]
    return [CommandRecord(meaning.intent, {"item_id": item_id, **slots}) for item_id in items]


def _one(meaning: Meaning, role: str) -> Any:
    fillers = meaning.roles.get(role, ())
    return fillers[0] if fillers else None


_DIRECT = ("direction", "time", "target", "format", "question", "currency", "count", "object")


def _plain_slots(meaning: Meaning) -> dict[str, Any]:
    slots: dict[str, Any] = {name: value for name in _DIRECT if (value := _one(meaning, name)) is not None}
    if (clockwise := _one(meaning, "clockwise")) is not None:
        slots["clockwise"] = clockwise in (True, "yes")
    for role, slot in (("length", "amount_m"), ("angle", "angle_deg"), ("width", "width_m")):
        if isinstance(filler := _one(meaning, role), Mention):
            slots[slot] = _tidy(filler.value)
    if isinstance(turn := _one(meaning, "turn"), str):
        slots["angle_deg"] = _tidy(float(turn))
    for role in ("color", "material", "style"):
        if isinstance(filler := _one(meaning, role), Mention):
            slots[role] = filler.text
    if isinstance(fitting := _one(meaning, "fitting"), Mention):
        slots["size"] = fitting.text
    for size in meaning.roles.get("size", ()):
        if isinstance(size, Mention):
            slots.update({name: _tidy(value) for name, value in size.dims.items()})
    if isinstance(price := _one(meaning, "price"), Mention):
        slots["price_max"] = _tidy(price.value)
        if price.text:
            slots["currency"] = price.text
    slots.update(_factor(meaning, slots.get("direction")))
    return _settled_size(meaning, slots)


def _factor(meaning: Meaning, direction: object) -> dict[str, Any]:
    percent, word, number = _one(meaning, "percent"), _one(meaning, "factor"), _one(meaning, "number")
    if isinstance(percent, Mention):
        share = percent.value / 100
        factor = {"larger": 1 + share, "smaller": 1 - share}.get(str(direction), share)
        return {"factor": _tidy(factor)} if factor > 0 else {}
    if word is not None:
        return {"factor": _tidy(float(word))}
    if isinstance(number, Mention) and meaning.intent == "resize":
        return {"factor": _tidy(number.value)}
    return {}


def _settled_size(meaning: Meaning, slots: dict[str, Any]) -> dict[str, Any]:
    """A factor says larger or smaller by itself; a plain length in a resize with an axis word is that side's."""
    if meaning.intent == "resize" and "factor" in slots and slots.get("direction") in ("larger", "smaller"):
        slots.pop("direction")
    axis = _one(meaning, "axis")
    if isinstance(axis, str) and "amount_m" in slots:
        slots[axis] = slots.pop("amount_m")
    return slots


def _tidy(value: float) -> float | int:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _new_thing(meaning: Meaning) -> dict[str, Any]:
    new = _one(meaning, "new")
    if not isinstance(new, Mention):
        return {}
    slots: dict[str, Any] = {"object": new.noun} if new.noun else {}
    slots.update({name: value for name in ("color", "material", "style") if (value := getattr(new, name))})
    if new.count:
        slots["count"] = new.count
    slots.update({name: _tidy(value) for name, value in new.dims.items()})
    return slots


def _garments(meaning: Meaning) -> dict[str, Any]:
    garment = _one(meaning, "garment")
    if not isinstance(garment, Mention):
        return {}
    described = {"color": garment.color, "material": garment.material, "size": garment.fitting}
    return {"garment": garment.noun, **{name: value for name, value in described.items() if value}}


def _surface(meaning: Meaning) -> dict[str, Any]:
    surface = _one(meaning, "surface")
    if not isinstance(surface, Mention):
        return {}
    if surface.text in ("floor", "ceiling", "wall"):
        return {"surface": surface.text}
    if surface.text.endswith(" wall"):
        return {"surface": "wall", "anchor": surface.text}
    raise Missing(surface.text)


def _anchors(meaning: Meaning, view: SceneView, context: Context) -> dict[str, Any]:
    names = []
    for role in ("anchor", "anchor2"):
        filler = _one(meaning, role)
        if isinstance(filler, Mention):
            names.append(filler.text if filler.kind == "spot" else _single(filler, view, context, place=True))
    near = _one(meaning, "near")
    if names and names[0] == "corner" and isinstance(near, Mention):
        names[0] = _corner_by(near, view) or names[0]
    return _settled_place(_one(meaning, "relation") or _one(meaning, "between") or _one(meaning, "centered"), names)


def _corner_by(near: Mention, view: SceneView) -> str | None:
    """The corner of the room that is nearest to a thing or spot."""
    things = (view.thing(item_id) for item_id in near.candidates)
    places = [thing.place for thing in things if thing] or [spot.place for spot in view.spots_named(near.text)]
    corners = [spot for spot in view.spots if spot.kind == "corner"]
    if not places or not corners:
        return None
    return min(corners, key=lambda corner: min(math.dist(corner.place, place) for place in places)).anchor


def _settled_place(relation: object, names: list[str]) -> dict[str, Any]:
    """Relation and anchor as records have them: a corner is in_corner, the middle in_center, "to" a wall against it."""
    slots: dict[str, Any] = {"anchor": names[0] if len(names) == 1 else names} if names else {}
    name = names[0] if names else ""
    if relation is None:
        return {"relation": "in_corner", **({} if name == "corner" else slots)} if name.endswith("corner") else slots
    if name == "center" and relation in ("in", "to", "on", "next_to"):
        return {"relation": "in_center"}
    if name.endswith("corner") and relation in ("in", "to", "on", "next_to", "against"):
        return {"relation": "in_corner"} if name == "corner" else {"relation": "in_corner", **slots}
    if name == "floor" and relation in ("on", "to"):
        return {}
    if name.endswith("wall") and relation in ("in", "to", "on", "next_to"):
        return {"relation": "against", **slots}
    relation = {"in": "on", "to": "next_to"}.get(str(relation), relation)
    if len(names) == 2 and relation == "facing":
        return {"relation": relation, "anchor": names[0]}
    return {"relation": relation, **slots}


def _items(meaning: Meaning, view: SceneView, context: Context) -> list[str] | dict[str, Any] | None:
    filler = _one(meaning, "item")
    if not isinstance(filler, Mention):
        return None
    if filler.noun == "everything":
        return {"object": "everything", "count": "all"}
    if filler.count == "all":
        if not filler.candidates:
            raise Missing(filler.noun)
        return {"object": filler.noun or "everything", "count": "all"}
    if filler.text == "them" and filler.kind == "pronoun" and len(context.last) > 1:
        return list(context.last)
    if isinstance(filler.count, int) and filler.count == len(filler.candidates):
        return list(filler.candidates)
    return [_single(filler, view, context)]


def _single(mention: Mention, view: SceneView, context: Context, *, place: bool = False) -> str:
    if mention.kind == "pronoun":
        settled = context.of_pronoun("it" if mention.text == "them" else mention.text)
        if settled and view.thing(settled):
            return settled
        raise Unclear([thing.id for thing in view.things])
    if not mention.candidates:
        raise Missing(" ".join(word for word in (mention.color, mention.material, mention.noun) if word))
    if len(mention.candidates) == 1:
        return mention.candidates[0]
    others = tuple(i for i in mention.candidates if not place or i != context.selected)
    settled = context.settle(others)
    if settled:
        return settled
    raise Unclear(mention.candidates)
