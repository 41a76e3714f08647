"""Furniture in place of the plain boxes that a scan leaves: made to the measured size, from what the scan named it."""

from collections.abc import Iterator
from dataclasses import replace

from vrplanner.core.commands.base import Command, Macro
from vrplanner.core.commands.items import RestyleItem
from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import find_class
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.progress import Progress, silent
from vrplanner.core.scene import Scene

OWN_COLOR = ("plant", "mirror", "tv", "floor lamp", "pendant lamp")
"""What is seen of these is mostly not their body's colour."""


def stand_ins(scene: Scene, models: ModelStore, *, seed: int = 0, progress: Progress = silent) -> Macro | None:
    """The command that gives every item without a model one of its own class, colour and size; None if none lacks one.

    The models are added to `models`. Things whose class cannot be made keep their box.
    """
    bare = [item for item in scene.items.values() if item.model is None]
    steps: list[Command] = []
    for done, item in enumerate(bare):
        progress(done / max(len(bare), 1), item.name)
        model = _stand_in(item, seed)
        if model is not None:
            steps.append(RestyleItem(item_id=item.id, model=models.add(model)))
    return Macro(title="Furniture for scanned boxes", steps=tuple(steps)) if steps else None


def _stand_in(item: Item, seed: int) -> Model | None:
    from vrplanner.generate.furniture import build
    from vrplanner.generate.words import parse_description

    if find_class(item.kind) is None:
        return None
    try:
        spec = parse_description(" ".join(_words(item)))
        seen = item.color if item.color.startswith("#") and item.kind not in OWN_COLOR else spec.color
        return build(replace(spec, size_m=item.size, color=seen), seed=seed)
    except InvalidInput:
        return None


def _words(item: Item) -> Iterator[str]:
    if not item.color.startswith("#"):
        yield item.color
    yield item.material
    yield item.kind
