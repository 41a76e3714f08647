"""The plan of a furnishing: what is missing in a room, what could fill it, and the money there is for it.

Nothing here knows of places; the optimiser chooses and places at once.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shapely.geometry import Polygon

from vrplanner.app.furnishing.candidates import Candidate, RoomSpace, candidates, space_of
from vrplanner.app.furnishing.programme import Slot, kind_of_room, missing, programme, read_kind, room_kinds
from vrplanner.app.furnishing.styles import Looks, read_style
from vrplanner.app.furnishing.wording import Language, listed, say, slot_name
from vrplanner.catalog.product import Product
from vrplanner.core.errors import InvalidInput
from vrplanner.core.money import money


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asks for. Where `kind`, `people` or `style` is None it is told from the room, or left open.

    `rate` is how much of the catalogue's currency one unit of `currency` is, where the two differ.
    """

    budget: float
    currency: str = "EUR"
    kind: str | None = None
    people: int | None = None
    style: str | None = None
    rate: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSlot:
    """A slot and the products for it, cheapest first; prices are apiece, `slot.count` pieces of one are needed."""

    slot: Slot
    candidates: tuple[Candidate, ...]

    @property
    def cheapest(self) -> float:
        """What filling it costs at least."""
        return self.slot.count * self.candidates[0].price


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that the choice and the places depend on. `budget` is in `currency`, that of the prices.

    `out_of_reach` are slots that no product of the catalogue fills for the money or the floor there is, each with the
    reason ("budget" or "none").
    """

    kind: str
    people: int
    area_m2: float
    budget: float
    currency: str
    style: str | None
    slots: tuple[PlannedSlot, ...]
    out_of_reach: tuple[tuple[Slot, str], ...] = ()
    standing: tuple[str, ...] = ()

    @property
    def musts(self) -> tuple[PlannedSlot, ...]:
        return tuple(planned for planned in self.slots if planned.slot.need == "must")

    @property
    def cheapest_musts(self) -> float:
        """The least that what the room cannot do without costs."""
        return sum(planned.cheapest for planned in self.musts)


def make_plan(
    *,
    room_name: str,
    floor: Polygon,
    height_m: float,
    products: Iterable[Product],
    wish: Wish,
    standing: Sequence[Looks] = (),
    language: Language = "en",
) -> Plan:
    """The plan for a room with this floor (x, z) in which `standing` is already.

    Raises InvalidInput, in `language`, for an impossible wish, a room of unknown kind, a currency without a rate, or a
    budget below what the cheapest of the musts come to.
    """
    priced = [product for product in products if product.price is not None]
    currency = one_currency(priced)
    budget = _budget_in(currency, wish, language)
    there = [looks.kind for looks in standing]
    kind = read_kind(wish.kind) if wish.kind else kind_of_room(room_name, there)
    style = read_style(wish.style) if wish.style else None
    people = wish.people if wish.people is not None else room_kinds()[kind].people
    open_slots = missing(programme(kind, area_m2=floor.area, people=people), there)
    if not open_slots:
        raise InvalidInput(say("nothing_missing", language, room=room_name), hint=say("hint_kind", language))
    space = space_of(floor, height_m)
    found = {slot.name: candidates(slot, priced, space=space, style=style, standing=standing) for slot in open_slots}
    musts = [slot for slot in open_slots if slot.need == "must" and found[slot.name]]
    least = {slot.name: slot.count * found[slot.name][0].price for slot in musts}
    _check_budget(budget, currency, musts, least, language)
    slots: list[PlannedSlot] = []
    out: list[tuple[Slot, str]] = []
    for slot in open_slots:
        for_it = budget - sum(price for name, price in least.items() if name != slot.name)
        affordable = _affordable(slot, priced, space=space, style=style, standing=standing, for_it=for_it)
        if affordable:
            slots.append(PlannedSlot(slot=slot, candidates=affordable))
        else:
            out.append((slot, "budget" if found[slot.name] else "none"))
    return Plan(
        kind=kind, people=people, area_m2=floor.area, budget=budget, currency=currency, style=style,
        slots=tuple(slots), out_of_reach=tuple(out), standing=tuple(there),
    )  # fmt: skip


def _affordable(
    slot: Slot,
    products: Sequence[Product],
    *,
    space: RoomSpace,
    style: str | None,
    standing: Sequence[Looks],
    for_it: float,
) -> tuple[Candidate, ...]:
    """The short list of what can be paid when all the musts beside it are at their cheapest."""
    if for_it <= 0:
        return ()
    return candidates(slot, products, space=space, style=style, standing=standing, price_max=for_it / slot.count + 1e-6)


def one_currency(products: Sequence[Product]) -> str:
    """The currency of all prices. Raises InvalidInput where there are several, or none."""
    currencies = {product.currency for product in products}
    if len(currencies) != 1:
        known = ", ".join(sorted(currencies)) or "none"
        raise InvalidInput(f"A budget needs prices in one currency; the catalogue's: {known}.")
    return currencies.pop()


def _budget_in(currency: str, wish: Wish, language: Language) -> float:
    if not (math.isfinite(wish.budget) and wish.budget > 0):
        raise InvalidInput(say("no_budget", language, budget=f"{wish.budget:g}"), hint=say("hint_no_budget", language))
    asked = wish.currency.upper() or currency
    if asked == currency:
        return wish.budget
    if wish.rate is None:
        raise InvalidInput(
            say(
                "currency", language, budget=money(wish.budget, asked, language), prices=money_name(currency, language)
            ),
            hint=say("hint_currency", language, asked=asked, prices=currency),
        )
    if not (math.isfinite(wish.rate) and wish.rate > 0):
        raise InvalidInput(f"A rate of {wish.rate:g} is none.", hint=f"Give how many {currency} one {asked} is.")
    return wish.budget * wish.rate


def money_name(currency: str, language: Language) -> str:
    """A currency as a word: EUR, 欧元."""
    return money(1, currency, language).removeprefix("1 ")


def _check_budget(
    budget: float, currency: str, musts: Sequence[Slot], least: Mapping[str, float], language: Language
) -> None:
    whole = sum(least.values())
    if whole <= budget + 1e-6:
        return
    names = listed([slot_name(slot, language) for slot in musts], language)
    raise InvalidInput(
        say("too_little", language, names=names, sum=money(whole, currency, language),
            budget=money(budget, currency, language)),
        hint=say("hint_too_little", language, sum=money(whole, currency, language)),
    )  # fmt: skip
