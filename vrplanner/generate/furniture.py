"""The way in: words or a specification become a textured model of exactly the size asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from vrplanner.core.errors import InvalidInput
from vrplanner.core.geometry import Vec3
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.core.progress import Progress, silent
from vrplanner.generate.assembly import Assembly
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.spec import FurnitureSpec
from vrplanner.generate.words import parse_description


@dataclass(frozen=True, eq=False, kw_only=True)
class Generated:
    """A made piece. `ignored` names wishes that were understood but that pieces of this kind are not made with."""

    spec: FurnitureSpec
    model: Model
    ignored: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A short English name for lists: "Grey sofa"."""
        kind = self.spec.kind.upper() if self.spec.kind == "tv" else self.spec.kind
        color = self.spec.color_name
        words = kind if color in ("", "multicolour", "clear") else f"{color} {kind}"
        return words[0].upper() + words[1:]

    def item(self, item_id: str, position: Vec3, yaw_rad: float) -> Item:
        """The piece as an item of a scene; whoever asks keeps `model` in the document's store."""
        return Item(
            id=item_id,
            kind=self.spec.kind,
            name=self.name,
            position=position,
            yaw_rad=yaw_rad,
            size=self.spec.size_m,
            model=self.model.digest,
            color=self.spec.color_name,
            material=self.spec.material,
            description=self.spec.text,
        )


@cache
def builders() -> Mapping[str, Builder]:
    """Class name -> builder, of all families."""
    from vrplanner.generate import families

    return {kind: builder for family in families() for kind, builder in family.items()}


def build(spec: FurnitureSpec, *, seed: int = 0) -> Model:
    """The model of a specification: exactly `spec.size_m`, origin at the centre of its footprint, front to +Z.

    The same specification and seed always give the same model; another seed varies grain, creases and the like.
    Raises InvalidInput for a kind that cannot be made.
    """
    return _built(spec, seed)[0]


def generate(text_or_spec: str | FurnitureSpec, *, seed: int = 0, progress: Progress = silent) -> Generated:
    """Make what the words (English or Chinese) or the specification describe."""
    progress(0.0, "Reading the description")
    spec = parse_description(text_or_spec) if isinstance(text_or_spec, str) else text_or_spec
    progress(0.1, f"Making the {spec.kind}")
    model, asked = _built(spec, seed)
    progress(1.0, "Made")
    handled = asked | {"mattress", "scale", "pot", *(f"with_{name}" for name in asked)}
    return Generated(spec=spec, model=model, ignored=tuple(sorted(set(spec.features) - handled)))


def _built(spec: FurnitureSpec, seed: int) -> tuple[Model, set[str]]:
    builder = builders().get(spec.kind)
    if builder is None:
        known = ", ".join(sorted(builders()))
        raise InvalidInput(f"A {spec.kind} cannot be made yet.", hint=f"These can: {known}.")
    piece = Piece(spec, Assembly(seed=seed), np.random.default_rng([seed, 7]))
    builder(piece)
    return piece.assembly.model(spec.size_m), piece.asked
