"""Which slots the money is for: what the room needs first, and more only where it does not make that poor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vrplanner.app.furnishing.candidates import Candidate, looks_of
from vrplanner.app.furnishing.plan import Plan, PlannedSlot
from vrplanner.app.furnishing.programme import Need, Slot
from vrplanner.app.furnishing.styles import Looks, harmony
from vrplanner.core.item import Item

GOOD_ENOUGH = 0.1
"""How much worse than the best a good product may fit."""
MODEST_SHARE: Mapping[Need, float] = {"must": 1.0, "should": 0.75, "nice": 0.5}
"""How much of the budget the cheapest products of all may take so that one more slot still comes in."""

ACCEPTABLE: Mapping[Need, float] = {"must": 1.0, "should": 0.6, "nice": 0.45}
"""How badly a piece may fit; what a room can do without rather stays out than spoils it."""
_IMPORTANCE: Mapping[Need, float] = {"must": 1.0, "should": 0.6, "nice": 0.35}
TOGETHER = 0.7
"""How much it counts that all pieces go together, beside that each fits by itself."""
SAME_M = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """`floor` are the slots whose products are still open, all together for `floor_budget`; `put_up` hangs or stands on
    something and is settled. `no_money` had to stay out, and so had `no_fit`: nothing that can be paid fits well.
    """

    floor: tuple[PlannedSlot, ...]
    put_up: tuple[tuple[Slot, Candidate], ...]
    floor_budget: float
    no_money: tuple[Slot, ...]
    no_fit: tuple[Slot, ...] = ()


def select(plan: Plan) -> Selection:
    """What matters most comes in first; nothing comes in, or is missed, whose partner does not."""
    chosen: list[PlannedSlot] = []
    no_money = [slot for slot, why in plan.out_of_reach if why == "budget"]
    no_fit: list[Slot] = []
    for each in plan.slots:
        acceptable = tuple(c for c in each.candidates if c.misfit <= ACCEPTABLE[each.slot.need])
        if not acceptable:
            no_fit.append(each.slot)
            continue
        planned = replace(each, candidates=acceptable)
        if not _has_partner(planned.slot, chosen, plan):
            continue
        if planned.slot.need == "must" or _fits(planned, chosen, plan):
            chosen.append(planned)
        else:
            no_money.append(planned.slot)
    put_up = tuple((planned.slot, good(planned)) for planned in chosen if planned.slot.on)
    return Selection(
        floor=tuple(planned for planned in chosen if not planned.slot.on),
        put_up=put_up,
        floor_budget=plan.budget - sum(slot.count * candidate.price for slot, candidate in put_up),
        no_money=tuple(sorted(no_money, key=lambda slot: slot.rank)),
        no_fit=tuple(no_fit),
    )


def importance(slot: Slot) -> float:
    """How much it matters that a piece fits, 0..1."""
    return _IMPORTANCE[slot.need] * slot.value / 3


def promise(plan: Plan, selection: Selection) -> float:
    """How well the money can furnish the room, 0..1: the fit of good products, with nothing for what stays out."""
    fits = [(planned.slot, 1 - good(planned).misfit) for planned in selection.floor]
    fits += [(slot, 1 - candidate.misfit) for slot, candidate in selection.put_up]
    wanted = [planned.slot for planned in plan.slots] + [slot for slot, _ in plan.out_of_reach]
    return sum(importance(slot) * fit for slot, fit in fits) / max(sum(map(importance, wanted)), 1e-9)


def good(planned: PlannedSlot) -> Candidate:
    """The cheapest product that fits about as well as the best one."""
    best = min(candidate.misfit for candidate in planned.candidates)
    return next(candidate for candidate in planned.candidates if candidate.misfit <= best + GOOD_ENOUGH)


def _fits(planned: PlannedSlot, chosen: Sequence[PlannedSlot], plan: Plan) -> bool:
    """Good products for all of it can be paid, or the cheapest with much to spare."""
    together = [*chosen, planned]
    if sum(each.slot.count * good(each).price for each in together) <= plan.budget:
        return True
    least = sum(_settled(each) for each in together)
    return least <= MODEST_SHARE[planned.slot.need] * plan.budget


def _settled(planned: PlannedSlot) -> float:
    return planned.slot.count * good(planned).price if planned.slot.on else planned.cheapest


def _has_partner(slot: Slot, chosen: Sequence[PlannedSlot], plan: Plan) -> bool:
    if not slot.partner:
        return True
    there = {each.slot.name for each in chosen}
    asked_for = {each.slot.name for each in plan.slots} | {out.name for out, _ in plan.out_of_reach}
    return slot.partner in there or slot.partner not in asked_for


def harmonised(
    slots: Sequence[PlannedSlot],
    chosen: Mapping[str, Candidate],
    *,
    sizes: Mapping[str, tuple[float, float]],
    budget: float,
    standing: Sequence[Looks] = (),
) -> dict[str, Candidate]:
    """The choice with single products exchanged as long as the whole gains: fit of each, and how all go together.

    What comes instead takes up no more than `sizes` (width, depth) by slot, and all stay within the budget.
    """
    best = {planned.slot.name: chosen[planned.slot.name] for planned in slots}
    score = _score(slots, best, standing)
    improved = True
    while improved:
        improved = False
        for planned in slots:
            for candidate in planned.candidates:
                trial = {**best, planned.slot.name: candidate}
                if _fits_in(candidate, sizes[planned.slot.name]) and _cost(slots, trial) <= budget + 1e-6:
                    tried = _score(slots, trial, standing)
                    if tried > score + 1e-9:
                        best, score, improved = trial, tried, True
    return {**chosen, **best}


def looks_of_item(item: Item) -> Looks:
    return Looks(kind=item.kind, description=item.description, color=item.color, material=item.material)


def _fits_in(candidate: Candidate, size: tuple[float, float]) -> bool:
    width_m, _, depth_m = candidate.product.size_m
    return width_m <= size[0] + SAME_M and depth_m <= size[1] + SAME_M


def _cost(slots: Sequence[PlannedSlot], chosen: Mapping[str, Candidate]) -> float:
    return sum(planned.slot.count * chosen[planned.slot.name].price for planned in slots)


def _score(slots: Sequence[PlannedSlot], chosen: Mapping[str, Candidate], standing: Sequence[Looks]) -> float:
    weights = [importance(planned.slot) for planned in slots]
    misfits = [chosen[planned.slot.name].misfit for planned in slots]
    misfit = sum(w * m for w, m in zip(weights, misfits, strict=True)) / max(sum(weights), 1e-9)
    together = harmony([looks_of(chosen[planned.slot.name].product) for planned in slots] + list(standing))
    return TOGETHER * together - misfit
