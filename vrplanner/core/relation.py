"""What a person wishes about how things stand to each other."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from vrplanner.core.errors import InvalidInput

RelationKind = Literal[
    "view", "at", "beside", "front_of", "under", "around", "near", "foot_of", "daylight", "apart"
]  # fmt: skip
RELATION_KINDS: tuple[RelationKind, ...] = get_args(RelationKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How the item `item_id` should stand to the item `target_id`. By kind, for an item A and its target B:

    - "view": A and B look at each other with nothing tall between (a sofa and its television); `near_m`..`far_m` runs
      from middle to middle, and either may look past the other by `max_angle_rad` at most.
    - "at": A stands at an edge of B and faces it (a chair at its table); gap between A's front and that edge.
    - "beside": side by side, backs in line, facing alike (a nightstand and its bed); gap between their sides.
    - "front_of": A stands before B's front, centred on it (a coffee table and its sofa); gap between their edges.
    - "under": A lies beneath B (a rug); distance between their middles.
    - "around": A turns to B from wherever it stands (armchairs about a coffee table); gap between their edges.
    - "near": A stands close to B, however it is turned (a lamp by its chair); gap between their edges.
    - "foot_of": A stands across the foot of B (a bench at a bed); gap between their edges.
    - "daylight": A stands close to a window, whichever (a desk); distance from its middle to the window. Of all kinds
      only this one has no target: `target_id` is None.
    - "apart": A keeps away from B (a bed and a washing machine); the gap between their edges is `near_m` or more.

    Lengths are metres on the plan, between footprints. None means what is usual for the kind. A relation that is not
    `wanted` says that the two need not stand so, though the program would infer it from what they are.
    """

    id: str
    kind: RelationKind
    item_id: str
    target_id: str | None = None
    near_m: float | None = None
    far_m: float | None = None
    max_angle_rad: float | None = None
    wanted: bool = True
    extra: Mapping[str, object] = field(default_factory=dict)

    def names(self, item_id: str) -> bool:
        """Whether it is about this item."""
        return item_id in (self.item_id, self.target_id)

    def check(self) -> None:
        """Refuse what no arrangement could keep. Raises InvalidInput; whether the items exist is the scene's to say."""
        if self.item_id == self.target_id:
            raise InvalidInput("A thing cannot stand in a relation to itself.", hint="Name another thing.")
        if (self.target_id is None) != (self.kind == "daylight"):
            raise InvalidInput(
                f'The relation "{self.kind}" {"takes no" if self.target_id else "needs a"} second thing.',
                hint="Every kind but daylight is between two things.",
            )
        for length_m in (self.near_m, self.far_m):
            if length_m is not None and not 0 <= length_m < math.inf:
                raise InvalidInput(f"A distance of {length_m} m cannot be.", hint="Give zero or more metres.")
        if self.near_m is not None and self.far_m is not None and self.near_m > self.far_m:
            raise InvalidInput(
                f"From {self.near_m:.2f} m to {self.far_m:.2f} m leaves no distance.",
                hint="Give the smaller one first.",
            )
        if self.max_angle_rad is not None and not 0 <= self.max_angle_rad <= math.pi:
            raise InvalidInput("That angle cannot be.", hint="Give one between 0° and 180°.")
