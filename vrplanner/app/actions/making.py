"""Making the furniture that words describe, in the size they ask for."""

from dataclasses import replace

from vrplanner.app.actions.situation import Situation
from vrplanner.core.item import Item
from vrplanner.core.progress import part


def description(situation: Situation) -> str:
    """The words to make it from: how the person put it, and what the record knows besides."""
    record = situation.record
    phrase = situation.phrase or str(record.get("object", ""))
    named = [str(record.get(name, "")) for name in ("color", "material", "style")]
    missing = [word for word in named if word and word not in phrase] if phrase.isascii() else named
    noun = "" if situation.phrase else phrase
    return " ".join(word for word in (*missing, noun or phrase) if word)


def make_item(situation: Situation) -> Item:
    """The new thing as an item at the origin, its model kept in the document's store."""
    record = situation.record
    item, model = situation.makers.generate(
        description(situation),
        seed=situation.seed,
        size=(record.get("width_m"), record.get("height_m"), record.get("depth_m")),
        progress=part(situation.progress, 0.0, 0.9),
    )
    return replace(item, model=situation.models.add(model))


def sized(situation: Situation, item: Item) -> tuple[float, float, float]:
    """The item's size with the sides that the record names."""
    sides = zip(("width_m", "height_m", "depth_m"), item.size, strict=True)
    width, height, depth = (float(situation.record.get(name, usual)) for name, usual in sides)
    return width, height, depth
