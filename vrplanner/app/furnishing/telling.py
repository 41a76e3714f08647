"""What a furnishing is called, and the account of its money: what each costs, what is left, what stayed out and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vrplanner.app.furnishing.plan import Plan, Wish
from vrplanner.app.furnishing.programme import Slot, room_kinds
from vrplanner.app.furnishing.selecting import Selection
from vrplanner.app.furnishing.styles import styles
from vrplanner.app.furnishing.wording import Language, listed, say, slot_name
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.item import Item
from vrplanner.core.money import money
from vrplanner.core.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """The items of one slot; `price` is apiece."""

    name: str
    items: tuple[Item, ...]
    price: float

    @property
    def sum(self) -> float:
        return len(self.items) * self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnishing(Proposal):
    """A proposal with its account in parts: `spent` of `budget`, both in `currency` (ISO 4217), what stayed out and
    why, and what speaks for it. `name` is the title without sum and places, `places` what of the layout names it.
    """

    name: str
    places: str
    currency: str
    budget: float
    spent: float
    left_out: tuple[str, ...]
    why: tuple[str, ...]


def name_for(plan: Plan, language: Language) -> str:
    """ "Scandinavian bedroom"."""
    room = room_kinds()[plan.kind]
    kind = room.zh if language == "zh" else room.name
    if plan.style is None:
        name = kind
    else:
        name = say("name_style", language, style=style_name(plan.style, language), kind=kind)
    return name[:1].upper() + name[1:]


def title_for(name: str, spent: float, plan: Plan, places: str, language: Language) -> str:
    """ "Scandinavian bedroom, about 1,432 EUR: bed on the north wall"."""
    cost = money(spent, plan.currency, language, guide=True)
    places = places if language == "zh" else places[:1].lower() + places[1:]
    return say("title", language, name=name, sum=cost, layout=places)


def money_told(plan: Plan, bought: Sequence[Bought], *, wish: Wish, note: str, language: Language) -> tuple[str, ...]:
    """The sum, the budget in the catalogue's currency where that is another, each price, what to know of them."""
    spent = sum(each.sum for each in bought)
    told = [_sum(plan, spent, language)]
    if wish.rate is not None:
        asked = money(wish.budget, wish.currency, language)
        told.append(
            say("converted", language, asked=asked, rate=wish.rate, budget=money(plan.budget, plan.currency, language))
        )
    told.append(_each(bought, plan.currency, language))
    return (*told, note) if note else tuple(told)


def left_out_told(
    plan: Plan, selection: Selection, bought: Sequence[Bought], *, slots: Sequence[Slot], language: Language
) -> tuple[str, ...]:
    """What stayed out, a sentence for each cause. `slots` are all that were to be filled."""
    here = {each.name: len(each.items) for each in bought}
    no_place = [slot for slot in slots if here.get(slot.name, 0) < slot.count]
    no_product = [slot for slot, why in plan.out_of_reach if why == "none"]
    stayed_out = {
        "no_money": selection.no_money, "no_fit": selection.no_fit, "no_place": no_place, "no_product": no_product,
    }  # fmt: skip
    return tuple(say(key, language, names=_names(out, here, language)) for key, out in stayed_out.items() if out)


def looks_told(plan: Plan, *, fit: float | None, together: float, language: Language) -> tuple[str, ...]:
    """What stays of what stood there, and how well all goes together."""
    looks = _looks(plan, fit, together, language)
    if not plan.standing:
        return (looks,)
    return say("stays", language, names=listed(_kinds(plan.standing, language), language)), looks


def style_name(style: str, language: Language) -> str:
    """A style as a person calls it; 北欧 without 风格."""
    return styles()[style].zh[0].removesuffix("风格") if language == "zh" else style


def _sum(plan: Plan, spent: float, language: Language) -> str:
    rest = money(plan.budget - spent, plan.currency, language, guide=True)
    return say(
        "sum", language, sum=money(spent, plan.currency, language, guide=True), rest=rest,
        budget=money(plan.budget, plan.currency, language),
    )  # fmt: skip


def _each(bought: Sequence[Bought], currency: str, language: Language) -> str:
    pieces = []
    for each in sorted(bought, key=lambda one: -one.sum):
        times = f"{len(each.items)} × " if len(each.items) > 1 else ""
        price = money(each.price, currency, language)
        pieces.append(f"{times}{each.items[0].name} {price}")
    return say("each", language, pieces=("，" if language == "zh" else ", ").join(pieces))


def _names(slots: Sequence[Slot], here: dict[str, int], language: Language) -> str:
    """The slots by name, with how many of each are missing."""
    missing = [replace(slot, count=slot.count - here.get(slot.name, 0)) for slot in slots]
    names = [slot_name(slot, language) for slot in missing]
    if language == "en":
        names = [name if slot.count > 1 else f"a {name}" for slot, name in zip(missing, names, strict=True)]
    return listed(
        [name.replace("a office", "an office").replace("a armchair", "an armchair") for name in names], language
    )


def _kinds(standing: Sequence[str], language: Language) -> list[str]:
    entries = [(kind, BY_NAME.get(kind)) for kind in dict.fromkeys(standing)]
    return [entry.zh[0] if entry and language == "zh" else kind for kind, entry in entries]


def _looks(plan: Plan, fit: float | None, together: float, language: Language) -> str:
    if fit is None or plan.style is None:
        return say("together", language, together=together)
    return say("style", language, style=style_name(plan.style, language), fit=fit, together=together)
