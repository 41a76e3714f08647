"""A saved point of view."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vrplanner.core.geometry import Vec3


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A pinhole camera at `position` looking at `target`, +Y up; `fov_rad` is its vertical field of view."""

    id: str
    name: str
    position: Vec3
    target: Vec3
    fov_rad: float = 1.0
    extra: Mapping[str, object] = field(default_factory=dict)
