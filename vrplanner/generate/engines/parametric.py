"""The built-in engine: one builder a class of furniture, from boards, cushions and turned parts."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from vrplanner.core.errors import InvalidInput
from vrplanner.core.model import Model
from vrplanner.core.progress import Progress, silent
from vrplanner.generate import families
from vrplanner.generate.assembly import Assembly
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.spec import FurnitureSpec


@cache
def builders() -> Mapping[str, Builder]:
    """Class name -> builder, of all families."""
    return {kind: builder for family in families() for kind, builder in family.items()}


class ParametricEngine:
    """Everything follows from the specification: legs keep their thickness and seats their height at any size."""

    name = "parametric"

    def make(self, spec: FurnitureSpec, *, seed: int = 0, progress: Progress = silent) -> tuple[Model, frozenset[str]]:
        builder = builders().get(spec.kind)
        if builder is None:
            known = ", ".join(sorted(builders()))
            raise InvalidInput(f"A {spec.kind} cannot be made.", hint=f"These can: {known}.")
        progress(0.0, f"Making the {spec.kind}")
        piece = Piece(spec, Assembly(seed=seed), np.random.default_rng([seed, 7]))
        builder(piece)
        progress(0.8)
        return piece.assembly.model(spec.size_m), frozenset(piece.asked)
