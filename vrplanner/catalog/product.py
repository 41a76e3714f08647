"""A piece of furniture one can look for and place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vrplanner.core.geometry import Vec3


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """An entry of a catalogue.

    `names` holds its name by language ("en", "zh"); `language` says which of them `name` gives. `description` is in the
    words that furniture is made from; what those say and `size_m` (width, height, depth) agree. `price` is None
    where nobody has named one, then `currency` (ISO 4217) is empty.
    """

    id: str
    kind: str
    names: Mapping[str, str]
    description: str
    size_m: Vec3
    color: str = ""
    material: str = ""
    room: str = ""
    brand: str = ""
    price: float | None = None
    currency: str = ""
    language: str = field(default="en", compare=False)

    @property
    def name(self) -> str:
        return self.names.get(self.language) or self.names["en"]

    @property
    def size(self) -> Vec3:
        """Width, height, depth, metres."""
        return self.size_m

    def in_language(self, language: str) -> "Product":
        """The same product, called by its name in `language` (English where it has none)."""
        return self if language == self.language else replace(self, language=language)
