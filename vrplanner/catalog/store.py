"""Catalogues: reading them from TOML files, and finding products in them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vrplanner.catalog.product import Product
from vrplanner.catalog.ranking import Index
from vrplanner.core.errors import InvalidFile, NotFound
from vrplanner.core.files import read_file
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.resources import assets_dir

_LIMIT_BYTES = 10_000_000
_FIELDS = {"id", "kind", "room", "name", "description", "size_m", "color", "material", "price", "currency", "brand"}


class Catalog:
    """Products in the order of their file, by id, and searchable in English and Chinese."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = {product.id: product for product in products}
        self._index = Index(self._products.values())

    def __len__(self) -> int:
        return len(self._products)

    def __iter__(self) -> Iterator[Product]:
        return iter(self._products.values())

    def get(self, product_id: str) -> Product:
        """Raises NotFound for an id that is not in the catalogue."""
        try:
            return self._products[product_id]
        except KeyError:
            raise NotFound(f'The catalogue has no product "{product_id}".', hint="Search for it by name.") from None

    def search(
        self,
        text: str = "",
        *,
        kind: str | None = None,
        room: str | None = None,
        max_width_m: float | None = None,
        max_depth_m: float | None = None,
        max_height_m: float | None = None,
        price_max: float | None = None,
        language: str = "en",
        limit: int | None = None,
    ) -> Sequence[Product]:
        """What fits the words best first; every product that passes the limits, in the file's order, for no words.

        Names come in `language`. A product without a price passes no `price_max`.
        """
        limits = (max_width_m, max_height_m, max_depth_m)
        found = [
            product.in_language(language)
            for product in self._index.ranked(text)
            if (kind is None or product.kind == kind)
            and (room is None or product.room == room)
            and all(most is None or side <= most + 1e-9 for side, most in zip(product.size_m, limits, strict=True))
            and (price_max is None or (product.price is not None and product.price <= price_max))
        ]
        return found[:limit]


@cache
def builtin_catalog() -> Catalog:
    """The catalogue that ships with the program."""
    return load_catalog(assets_dir() / "catalog" / "basics.toml")


def load_catalog(path: Path) -> Catalog:
    """The catalogue in a TOML file: `[[product]]` tables, and before them what holds for all: `brand`, `currency`, and
    `price_note` by language where the prices are no offers.

    Raises InvalidFile naming the product and the field at fault.
    """
    try:
        table = tomllib.loads(read_file(path, limit_bytes=_LIMIT_BYTES).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidFile(
            f"{path.name} is not a catalogue: {error}.", hint="It must be a TOML file in UTF-8."
        ) from None
    entries = table.get("product")
    if not isinstance(entries, list) or not entries:
        raise InvalidFile(f"{path.name} has no products.", hint="Each product is a [[product]] table.")
    common = _common(table, path.name)
    products: dict[str, Product] = {}
    for number, entry in enumerate(entries, start=1):
        product = _product(entry, f"{path.name}, product {number}", common=common)
        if product.id in products:
            raise InvalidFile(f'{path.name} has two products called "{product.id}".', hint="Ids must differ.")
        products[product.id] = product
    return Catalog(products.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What a file says once for all its products."""

    brand: str
    currency: str
    price_notes: Mapping[str, str]


def _common(table: Mapping[str, object], where: str) -> _Common:
    note = table.get("price_note")
    return _Common(
        brand=str(table.get("brand", "")),
        currency=_text(table, "currency", where, needed=False),
        price_notes={} if note is None else _names(note, where, field="price_note"),
    )


def _product(entry: object, where: str, *, common: _Common) -> Product:
    if not isinstance(entry, dict):
        raise InvalidFile(f"{where} is not a table.")
    if unknown := set(entry) - _FIELDS:
        raise InvalidFile(f"{where} has a field that is not known: {', '.join(sorted(unknown))}.")
    product_id = _text(entry, "id", where)
    where = f'{where} ("{product_id}")'
    kind = _text(entry, "kind", where)
    if kind not in BY_NAME:
        raise InvalidFile(f'{where} is of an unknown kind, "{kind}".', hint=f"Known: {', '.join(BY_NAME)}.")
    price, currency = _price(entry, where, usual_currency=common.currency)
    return Product(
        id=product_id,
        kind=kind,
        names=_names(entry.get("name"), where),
        description=_text(entry, "description", where),
        size_m=_size(entry.get("size_m"), where),
        color=_text(entry, "color", where, needed=False),
        material=_text(entry, "material", where, needed=False),
        room=_text(entry, "room", where, needed=False),
        brand=_text(entry, "brand", where, needed=False) or common.brand,
        price=price,
        currency=currency,
        price_notes=common.price_notes if price is not None else {},
    )


def _text(entry: Mapping[str, object], name: str, where: str, *, needed: bool = True) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise InvalidFile(f"{where}: {name} must be a text{'' if not needed else ' that is not empty'}.")
    return value.strip()


def _names(value: object, where: str, *, field: str = "name") -> Mapping[str, str]:
    names = {"en": value} if isinstance(value, str) else value
    ok = isinstance(names, dict) and names.get("en") and all(isinstance(name, str) and name for name in names.values())
    if not ok or not isinstance(names, dict):
        raise InvalidFile(f"{where}: {field} must be a text, or texts by language with at least en.")
    return {str(language): str(name) for language, name in names.items()}


def _size(value: object, where: str) -> tuple[float, float, float]:
    good = isinstance(value, list) and len(value) == 3
    if good and isinstance(value, list):
        sides = [side for side in value if isinstance(side, int | float) and not isinstance(side, bool)]
        if len(sides) == 3 and all(0 < side <= 20 for side in sides):
            return float(sides[0]), float(sides[1]), float(sides[2])
    raise InvalidFile(f"{where}: size_m must be three lengths in metres: [width, height, depth].")


def _price(entry: Mapping[str, object], where: str, *, usual_currency: str) -> tuple[float | None, str]:
    price, currency = entry.get("price"), _text(entry, "currency", where, needed=False) or usual_currency
    if price is None:
        return None, ""
    if not isinstance(price, int | float) or isinstance(price, bool) or not price >= 0 or len(currency) != 3:
        raise InvalidFile(f"{where}: a price needs a number and a currency of three letters, for example EUR.")
    return float(price), currency.upper()
