"""The room itself: layouts, paint, measures."""

from vrplanner.app.actions.furnishing import furnish
from vrplanner.app.actions.situation import Outcome, Situation
from vrplanner.app.replies import length, size
from vrplanner.assistant.lexicon import color_hex, family, shown_zh
from vrplanner.assistant.scene_view import view_of, wall_names
from vrplanner.core.commands.base import Command
from vrplanner.core.commands.rooms import PaintSurface
from vrplanner.core.room import Finish, Room

LAYOUTS = 3
_PATTERN_OF = {
    "oak": "oak",
    "walnut": "walnut",
    "wood": "wood",
    "tile": "tile",
    "marble": "marble",
    "concrete": "concrete",
    "parquet": "herringbone",
    "ceramic": "tile",
    "wool": "carpet",
    "fabric": "carpet",
    "stone": "concrete",
}


def arrange(situation: Situation) -> Outcome:
    """Offer layouts, of everything or of one thing; nothing changes until one is accepted."""
    from vrplanner.layout.suggest import suggest_layouts

    if situation.record.get("price_max") is not None or situation.record.get("style"):
        return furnish(situation)
    proposals = suggest_layouts(
        situation.scene,
        situation.room.id,
        count=LAYOUTS,
        seed=situation.seed,
        only=(situation.item.id,) if "item_id" in situation.record.slots else (),
        taste=situation.makers.taste_weights(),
        language=situation.language,
        progress=situation.progress,
    )
    if not proposals:
        return Outcome(situation.say("no_layouts"))
    best = proposals[0]
    reply = situation.say("layouts", count=len(proposals), reason=(best.reasons or (best.title,))[0])
    return Outcome(reply, proposals=tuple(proposals), question=situation.say("apply_question"))


def paint(situation: Situation) -> Outcome:
    record, room = situation.record, situation.room
    surface = record.get("surface", "wall")
    color, material = record.get("color"), record.get("material")
    if not (color or material):
        raise situation.refuse("what_color")
    before = _finish_now(room, surface)
    pattern = (
        _PATTERN_OF.get(material or "", _PATTERN_OF.get(family(material or ""), "")) if material else before.material
    )
    finish = Finish(
        color=color_hex(color) if color else _own_color(pattern),
        material=pattern if surface == "floor" or material else "",
    )
    walls: list[str | None] = [None]
    if surface == "wall" and situation.anchors:
        names = wall_names(room)
        walls = [wall.id for wall in room.walls if names[wall.id] == situation.anchors[0]]
        if not walls:
            raise situation.refuse("missing", name=situation.anchors[0])
    commands: tuple[Command, ...] = tuple(
        PaintSurface(room_id=room.id, surface=surface, finish=finish, wall_id=wall) for wall in walls
    )
    return Outcome(situation.say("painted", surface=_surface_name(situation), color=_looks(situation)), commands)


def _finish_now(room: Room, surface: str) -> Finish:
    return {"floor": room.floor, "ceiling": room.ceiling}.get(surface, room.walls[0].finish)


_OWN_COLORS = {
    "oak": "#c9a77c",
    "walnut": "#6f4a2f",
    "wood": "#b98f5f",
    "herringbone": "#c19a6b",
    "tile": "#d8d5cf",
    "marble": "#e8e6e1",
    "concrete": "#9a9a97",
    "carpet": "#b8aea0",
    "brick": "#9c4f3c",
}


def _own_color(pattern: str) -> str:
    return _OWN_COLORS.get(pattern, "#f2efe9")


def _surface_name(situation: Situation) -> str:
    surface = situation.record.get("surface", "wall")
    if surface == "wall" and situation.anchors and situation.language == "en":
        return situation.anchors[0]
    return situation.say("walls" if surface == "wall" else surface)


def _looks(situation: Situation) -> str:
    color, material = situation.record.get("color", ""), situation.record.get("material", "")
    if situation.language == "zh":
        return "".join(shown_zh(t, w) for t, w in (("colors", color), ("materials", material)) if w)
    return " ".join(word for word in (color, material) if word)


def measure(situation: Situation) -> Outcome:
    """A thing's size, the gap between two, or the room's size."""
    if len(situation.anchors) == 2:
        metres = _gap(situation, *situation.anchors)
        return Outcome(situation.say("distance", distance=length(metres, situation.language)))
    if "item_id" in situation.record.slots:
        item = situation.item
        shown = size(item.size, situation.language)
        return Outcome(situation.say("item_size", name=_capital(situation.name(item)), size=shown), touched=(item.id,))
    x0, z0, x1, z1 = situation.room.polygon.bounds
    lang = situation.language
    return Outcome(
        situation.say(
            "room_size",
            width=length(x1 - x0, lang),
            depth=length(z1 - z0, lang),
            height=length(situation.room.height_m, lang),
            area=f"{situation.room.polygon.area:.1f}",
        )
    )


def _gap(situation: Situation, first: str, second: str) -> float:
    shapes = []
    for anchor in (first, second):
        if anchor in situation.scene.items:
            shapes.append(situation.scene.items[anchor].footprint)
        else:
            shapes.append(_spot_shape(situation, anchor))
    return float(shapes[0].distance(shapes[1]))


def _spot_shape(situation: Situation, anchor: str):  # type: ignore[no-untyped-def]
    from shapely.geometry import LineString, Point

    names = wall_names(situation.room)
    for wall, start, end in situation.room.segments():
        if names[wall.id] == anchor:
            return LineString([start, end])
    spots = view_of(situation.scene).spots_named(anchor)
    if not spots:
        raise situation.refuse("missing", name=anchor)
    return Point(spots[0].place)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
