"""An avatar, its measurements and the garments it may wear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vrplanner.core.geometry import Vec3

Build = Literal["female", "male", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """Body measurements after ISO 8559-1, metres. None means: let the body model choose what is usual."""

    height_m: float
    chest_m: float | None = None
    waist_m: float | None = None
    hip_m: float | None = None
    inseam_m: float | None = None
    shoulder_m: float | None = None
    weight_kg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Garment:
    """Something to wear. `kind` is its class noun (dress, shirt, trousers …); `model` is draped for its wearer."""

    id: str
    kind: str
    name: str
    color: str = ""
    fabric: str = ""
    size_label: str = ""
    description: str = ""
    model: str | None = None
    price: float | None = None
    currency: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Avatar:
    """A person's double. Stands at `position` (its feet), facing as an item does; `wearing` are garment ids."""

    id: str
    name: str
    measurements: Measurements
    build: Build = "neutral"
    position: Vec3 = (0.0, 0.0, 0.0)
    yaw_rad: float = 0.0
    model: str | None = None
    wearing: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
