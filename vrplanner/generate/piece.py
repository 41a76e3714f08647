"""What a builder works on: the wishes, the pieces put together so far, and luck."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from vrplanner.generate.assembly import Assembly
from vrplanner.generate.materials import Finish, finish
from vrplanner.generate.spec import FurnitureSpec
from vrplanner.generate.vocabulary import MATERIALS


@dataclass(eq=False)
class Piece:
    """Builders read features through here, so that `asked` tells afterwards which wishes a builder looked at."""

    spec: FurnitureSpec
    assembly: Assembly
    rng: np.random.Generator
    asked: set[str] = field(default_factory=set)

    @property
    def width(self) -> float:
        return self.spec.size_m[0]

    @property
    def height(self) -> float:
        return self.spec.size_m[1]

    @property
    def depth(self) -> float:
        return self.spec.size_m[2]

    @property
    def family(self) -> str:
        """textile, wood, paint, metal, glass, stone or woven: how the main material is used."""
        return MATERIALS[self.spec.material].family

    @property
    def main(self) -> Finish:
        return finish(self.spec.material, self.spec.color)

    def part(self, name: str, material: str, color: str | None = None) -> Finish:
        """The finish asked for a part ("leg", "top", "handle", …), or the usual one given here."""
        self.asked |= {f"{name}_material", f"{name}_color"}
        wanted = self.spec.choice(f"{name}_material", "")
        dyed = self.spec.choice(f"{name}_color", "")
        if wanted:
            return finish(wanted, dyed or None)
        return finish(material, dyed or color)

    def wooden(self, fallback: str = "oak") -> Finish:
        """The main finish where it is wood, lacquer or rattan; a usual wood beside cloth, metal or glass."""
        return self.main if self.family in ("wood", "paint", "woven", "stone") else finish(fallback)

    def upholstery(self, material: str = "fabric", color: str | None = None) -> Finish:
        """The main finish where it is a textile; a usual cloth beside wood or metal."""
        return self.main if self.family == "textile" else finish(material, color)

    def count(self, name: str, default: int, *, least: int = 1) -> int:
        """A counted feature within `least` and 24; what is not wanted ("no drawers") counts as none."""
        self.asked.add(name)
        wanted = 0 if self.spec.features.get(name) is False else self.spec.count(name, default)
        return max(least, min(wanted, 24))

    def choice(self, name: str, default: str) -> str:
        self.asked.add(name)
        return self.spec.choice(name, default)

    def has(self, name: str, default: bool = False) -> bool:
        self.asked.add(name)
        return self.spec.has(name, default)

    def style(self, *names: str) -> bool:
        self.asked.add("style")
        return self.spec.style in names

    def seed(self) -> int:
        """A fresh seed for a part that has its own luck (the creases of one cushion)."""
        return int(self.rng.integers(2**31))

    def add(self, finish: Finish, *shapes) -> None:  # type: ignore[no-untyped-def]
        self.assembly.add(finish, *shapes)


Builder = Callable[[Piece], None]
