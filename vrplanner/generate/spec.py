"""What a piece of furniture should be, once its description has been understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vrplanner.core.geometry import Vec3


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureSpec:
    """Everything a builder needs.

    `kind` is the name of a class in `core.furniture`; `size_m` is (width, height, depth). `color` is "#rrggbb" of the
    main surface and `color_name` its English name; `material` names an entry of `vocabulary.MATERIALS`. `features`
    holds what else was asked for: counts (`seats`, `drawers`, `doors`, `shelves`), choices (`chaise`: left or right,
    `legs`: a leg style, `leg_material`, `arms`, `top`) and plain yes or no (`tufted`, `cushions`, `round`, …).
    `stated` names the fields and features that the words settled; the others are usual ones of the class.
    `not_understood` keeps the words that changed nothing.
    """

    kind: str
    size_m: Vec3
    color: str
    color_name: str
    material: str
    style: str = "modern"
    features: Mapping[str, object] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()
    text: str = ""
    not_understood: tuple[str, ...] = ()

    def count(self, name: str, default: int) -> int:
        """A counted feature, or the usual number."""
        value = self.features.get(name, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def choice(self, name: str, default: str) -> str:
        value = self.features.get(name, default)
        return value if isinstance(value, str) else default

    def has(self, name: str, default: bool = False) -> bool:
        return bool(self.features.get(name, default))
