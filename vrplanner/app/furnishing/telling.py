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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """The items of one slot; `price` is apiece."""

    name: str
    items: tuple[Item, ...]
    price: float

    @property
    def sum(self) -> float:
        return len(self.items) * self.price


def title_for(plan: Plan, spent: float, layout_title: str, language: Language) -> str:
    """ "Scandinavian bedroom, about 1,432 EUR: bed on the north wall"."""
    room = room_kinds()[plan.kind]
    words = {
        "kind": room.zh if language == "zh" else room.name,
        "sum": money(spent, plan.currency, language, guide=True),
        "layout": layout_title if language == "zh" else layout_title[:1].lower() + layout_title[1:],
    }
    if plan.style is None:
        title = say("title", language, **words)
    else:
        title = say("title_style", language, style=style_name(plan.style, language), **words)
    return title[:1].upper() + title[1:]


def reasons_for(
    plan: Plan,
    selection: Selection,
    bought: Sequence[Bought],
    *,
    wish: Wish,
    slots: Sequence[Slot],
    fit: float | None,
    together: float,
    note: str,
    language: Language,
) -> tuple[str, ...]:
    """The money first, then what stayed out, then how it looks. `slots` are all that were to be filled."""
    spent = sum(each.sum for each in bought)
    told = [_sum(plan, spent, language)]
    if wish.rate is not None:
        asked = money(wish.budget, wish.currency, language)
        told.append(
            say("converted", language, asked=asked, rate=wish.rate, budget=money(plan.budget, plan.currency, language))
        )
    told.append(_each(bought, plan.currency, language))
    if note:
        told.append(note)
    here = {each.name: len(each.items) for each in bought}
    no_place = [slot for slot in slots if here.get(slot.name, 0) < slot.count]
    no_product = [slot for slot, why in plan.out_of_reach if why == "none"]
    stayed_out = {
        "no_money": selection.no_money, "no_fit": selection.no_fit, "no_place": no_place, "no_product": no_product,
    }  # fmt: skip
    for key, out in stayed_out.items():
        if out:
            told.append(say(key, language, names=_names(out, here, language)))
    if plan.standing:
        told.append(say("stays", language, names=listed(_kinds(plan.standing, language), language)))
    told.append(_looks(plan, fit, together, language))
    return tuple(told)


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
