"""Bringing a model file in as an item of believable size.

Files often lie about their scale. A size within the usual range of the thing's class is kept; one that is off by a
power of ten or by inches is corrected and said so; anything else is kept, and doubted aloud.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from vrplanner.core.furniture import FurnitureClass, all_names
from vrplanner.core.geometry import Vec3
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.formats.gltf import read_model

UNIT_FACTORS = (1.0, 0.01, 0.001, 0.0254, 0.1, 10.0)
TOLERANCE = 1.25


@dataclass(frozen=True, slots=True)
class Imported:
    """The item stands at the origin without an id; `doubt` is a sentence for the person, "" when all is well."""

    item: Item
    model: Model
    doubt: str


def import_model(path: Path, *, kind: str | None = None) -> Imported:
    """A glTF file as an item. `kind` is its furniture class; without it its name is asked. Raises InvalidFile."""
    path = Path(path)
    model = read_model(path)
    words = _words_of(path.stem)
    known = _class_of(kind or words)
    size, doubt = _believable_size(model.size, known, path.name)
    name = words.capitalize() or "Model"
    item = Item(
        id="", kind=known.name if known else (kind or "thing"), name=name, position=(0.0, 0.0, 0.0), size=size,
        model=model.digest,
    )  # fmt: skip
    return Imported(item, model, doubt)


def _words_of(stem: str) -> str:
    """A file's name as words: without what joins them, numbers and the size of its textures ("1k")."""
    words = (re.sub(r"^\d+k$|\d+", "", word) for word in re.split(r"(?<=[a-z])(?=[A-Z])|[\W_]+", stem))
    return " ".join(word for word in words if word)


def _class_of(words: str) -> FurnitureClass | None:
    """The class with the longest name whose words are all here, in any order: "Table coffee" is a coffee table."""
    found = set(words.lower().split())
    return next(
        (entry for name, entry in all_names() if set(name.split()) <= found or _is_chinese_in(name, words)), None
    )


def _is_chinese_in(name: str, words: str) -> bool:
    return not name.isascii() and name in words


def _believable_size(size: Vec3, known: FurnitureClass | None, file_name: str) -> tuple[Vec3, str]:
    for factor in UNIT_FACTORS:
        scaled: Vec3 = (size[0] * factor, size[1] * factor, size[2] * factor)
        if _is_believable(scaled, known):
            scaled = _with_thickness(scaled)
            if factor == 1.0:
                return scaled, ""
            shown = " × ".join(f"{side:.2f}" for side in scaled)
            return scaled, f"{file_name} is not in metres; it was scaled by {factor:g} to {shown} m. Check it."
    shown = " × ".join(f"{side:.2f}" for side in size)
    what = f"{'an' if known.name[0] in 'aeiou' else 'a'} {known.name}" if known else "a piece of furniture"
    return _with_thickness(size), f"{file_name} is {shown} m, which is unusual for {what}. Check its size."


def _with_thickness(size: Vec3) -> Vec3:
    """Never without extent: a picture may be a single sheet."""
    return max(size[0], 0.001), max(size[1], 0.001), max(size[2], 0.001)


def _is_believable(size: Vec3, known: FurnitureClass | None) -> bool:
    if known is None:
        return 0.05 <= max(size) <= 5.0
    ranges = zip((size[0], size[1], size[2]), (known.width_m, known.height_m, known.depth_m), strict=True)
    return all(low / TOLERANCE <= side <= high * TOLERANCE for side, (low, _, high) in ranges)
