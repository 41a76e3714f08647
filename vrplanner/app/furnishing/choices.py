"""What there is to choose from before a room is furnished: kinds of rooms and styles as a person calls them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vrplanner.app.furnishing.plan import one_currency
from vrplanner.app.furnishing.programme import MOST_PEOPLE, kind_of_room, room_kinds
from vrplanner.app.furnishing.styles import styles
from vrplanner.app.furnishing.telling import style_name
from vrplanner.app.furnishing.wording import Language
from vrplanner.catalog.product import Product
from vrplanner.core.errors import InvalidInput
from vrplanner.core.scene import Scene
from vrplanner.layout.from_scene import items_in_room


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """`kinds` and `styles` hold what each is called, by the name that `furnish` takes; `people` for how many a kind of
    room usually is. `currency` (ISO 4217) is that of the prices.
    """

    kinds: Mapping[str, str]
    styles: Mapping[str, str]
    people: Mapping[str, int]
    most_people: int
    currency: str


def choices(products: Iterable[Product], language: Language = "en") -> Choices:
    """All that the catalogue and the tables of rooms and styles leave open. Raises InvalidInput where the prices are in
    several currencies.
    """
    kinds = room_kinds().values()
    return Choices(
        kinds={kind.name: kind.zh if language == "zh" else _capital(kind.name) for kind in kinds},
        styles={name: _capital(style_name(name, language)) for name in styles()},
        people={kind.name: kind.people for kind in kinds},
        most_people=MOST_PEOPLE,
        currency=one_currency([product for product in products if product.price is not None]),
    )


def guessed_kind(scene: Scene, room_id: str) -> str:
    """The kind that a room's name or its furniture tells; "" where neither does. Raises NotFound."""
    room = scene.room(room_id)
    try:
        return kind_of_room(room.name, [item.kind for item in items_in_room(scene, room)])
    except InvalidInput:
        return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
