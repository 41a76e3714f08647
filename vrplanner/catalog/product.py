"""A piece of furniture one can look for and place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vrplanner.core.geometry import Vec3
from vrplanner.core.money import money


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """An entry of a catalogue.

    `names` holds its name by language ("en", "zh"); `language` says which of them `name` gives. `description` is in the
    words that furniture is made from; what those say and `size_m` (width, height, depth) agree. `price` is None
    where nobody has named one, then `currency` (ISO 4217) is empty. `price_notes` says by language what has to be known
    about a price that is a guide and not an offer; it is shown with the price.
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
    price_notes: Mapping[str, str] = field(default_factory=dict)
    language: str = field(default="en", compare=False)

    @property
    def name(self) -> str:
        return self.names.get(self.language) or self.names["en"]

    @property
    def price_note(self) -> str:
        """What to know about the price; nothing where it is an offer."""
        return self.price_notes.get(self.language) or self.price_notes.get("en", "")

    @property
    def price_text(self) -> str:
        """The price in words: "about 450 EUR", "约 450 欧元"; nothing when unknown."""
        if self.price is None:
            return ""
        return money(self.price, self.currency, self.language, guide=bool(self.price_note))

    @property
    def size(self) -> Vec3:
        """Width, height, depth, metres."""
        return self.size_m

    def in_language(self, language: str) -> "Product":
        """The same product, called by its name in `language` (English where it has none)."""
        return self if language == self.language else replace(self, language=language)
