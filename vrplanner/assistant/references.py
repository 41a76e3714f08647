"""Which things of the scene a noun phrase can mean."""

import math
from collections.abc import Callable

from vrplanner.assistant import lexicon
from vrplanner.assistant.scene_view import SceneView, ThingView
from vrplanner.core.geometry import Point2


def candidates_of(
    view: SceneView, noun: str, *, word: str = "", color: str = "", material: str = ""
) -> tuple[str, ...]:
    """The ids that fit, in the scene's order.

    `noun` is a class noun, "#name" for an item's own name, "=class" for a class of the scene that the lexicon lacks, or
    "" for "the … one". `word` is the last word said, which may mean a family of classes (lamp, chair).
    """
    fitting = [thing for thing in _of_noun(view, noun, word) if _colored(thing, color) and _made_of(thing, material)]
    return tuple(thing.id for thing in fitting)


def _of_noun(view: SceneView, noun: str, word: str) -> list[ThingView]:
    if not noun:
        return list(view.things)
    if noun.startswith("#"):
        return [thing for thing in view.things if thing.name.lower() == noun[1:]]
    wanted = noun.lstrip("=")
    exact = [thing for thing in view.things if thing.noun == wanted]
    generic = next((name for name in lexicon.FAMILIES if word in (name, lexicon.plural(name))), wanted)
    members = lexicon.FAMILIES.get(generic, ())
    return exact or [thing for thing in view.things if thing.noun in members]


def _colored(thing: ThingView, color: str) -> bool:
    return not color or thing.color == color or thing.color.split(" ")[-1] == color


def _made_of(thing: ThingView, material: str) -> bool:
    return not material or thing.material == material or lexicon.family(thing.material) == material


def pick_by_place(
    view: SceneView,
    ids: tuple[str, ...],
    how: str,
    *,
    looks: Point2,
    anchor: tuple[str, tuple[str, ...]] | None = None,
) -> tuple[str, ...]:
    """The one of `ids` that lies farthest left, is largest, or is nearest to an anchor (its name, its item ids).

    Gives all of them back where nothing tells them apart.
    """
    things = [thing for thing in view.things if thing.id in ids]
    score = _score(view, how, looks, anchor)
    if score is None:
        return ids
    ranked = sorted(things, key=score)
    clear = len(ranked) < 2 or score(ranked[1]) - score(ranked[0]) > 0.05
    return (ranked[0].id,) if clear else ids


def _score(
    view: SceneView, how: str, looks: Point2, anchor: tuple[str, tuple[str, ...]] | None
) -> Callable[[ThingView], float] | None:
    rightwards = (-looks[1], looks[0])
    if how in ("left", "right"):
        sign = 1.0 if how == "left" else -1.0
        return lambda thing: sign * (thing.place[0] * rightwards[0] + thing.place[1] * rightwards[1])
    if how in ("largest", "smallest"):
        sign = -1.0 if how == "largest" else 1.0
        return lambda thing: sign * math.prod(thing.size)
    if how == "tallest":
        return lambda thing: -thing.size[1]
    if anchor is None:
        return None
    name, anchor_ids = anchor
    places = [thing.place for thing in view.things if thing.id in anchor_ids] or [
        spot.place for spot in view.spots_named(name)
    ]
    if not places:
        return None
    return lambda thing: min(math.dist(thing.place, place) for place in places)
