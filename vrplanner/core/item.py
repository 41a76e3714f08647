"""A thing that stands in a room."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry import Polygon

from vrplanner.core.geometry import Point2, Vec3, footprint

FLAT_M = 0.05
"""What is no higher lies under other things and is walked on: a rug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece: what it is, where it stands, how large it is and which model draws it.

    `position` is the centre of its footprint on the surface it stands on; `size` is (width along its x, height,
    depth along its z), metres; its front faces +Z at yaw 0. `model` is the digest of a `Model`, stretched to `size`;
    None draws a plain box. `price` is in `currency` (ISO 4217), None when unknown.
    """

    id: str
    kind: str
    name: str
    position: Vec3
    yaw_rad: float = 0.0
    size: Vec3
    model: str | None = None
    color: str = ""
    material: str = ""
    description: str = ""
    fixed: bool = False
    price: float | None = None
    currency: str = ""
    product: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def plan_position(self) -> Point2:
        return self.position[0], self.position[2]

    @property
    def is_flat(self) -> bool:
        """Whether other things stand on it rather than beside it: a rug."""
        return self.size[1] <= FLAT_M

    @property
    def footprint(self) -> Polygon:
        return footprint(self.plan_position, self.size[0], self.size[2], self.yaw_rad)
