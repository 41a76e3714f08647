"""A room furnished for a sum of money: proposals that place products of the catalogue, with what they cost and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vrplanner.app.furnishing.placing import Placed, item_of, place_products
from vrplanner.app.furnishing.plan import Plan, Wish, make_plan
from vrplanner.app.furnishing.programme import Slot, programme
from vrplanner.app.furnishing.putting_up import put_up
from vrplanner.app.furnishing.selecting import Selection, importance, looks_of_item, promise, select
from vrplanner.app.furnishing.styles import Looks, harmony, style_fit, styles
from vrplanner.app.furnishing.telling import (
    Bought,
    Furnishing,
    left_out_told,
    looks_told,
    money_told,
    name_for,
    title_for,
)
from vrplanner.app.furnishing.wording import Language, say
from vrplanner.catalog.product import Product
from vrplanner.core.commands.items import PlaceItem
from vrplanner.core.errors import CommandRefused, InvalidInput
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.scene import Scene
from vrplanner.layout.explain import reasons_of, titles_of
from vrplanner.layout.from_scene import items_in_room
from vrplanner.layout.scores import score_of, scores_of

Make = Callable[[str], tuple[Item, Model]]
"""A product id to an item without a place, and its model."""
LEAST_FIT = 0.7
"""How well what stands in a room fits a style that is then taken for the room's."""
MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    plan: Plan
    selection: Selection
    placed: Placed


def furnish(
    scene: Scene,
    room_id: str,
    *,
    wish: Wish,
    products: Iterable[Product],
    make: Make,
    models: ModelStore,
    count: int = 3,
    seed: int = 0,
    effort: float = 1.0,
    language: Language = "en",
    progress: Progress = silent,
) -> list[Furnishing]:
    """Up to `count` ways to furnish a room for at most `wish.budget`, best first; each is one undo step.

    Products are chosen and placed in one optimisation. What stands in the room stays and counts as there; where no
    style is said it tells the style, and in an empty room every proposal shows another one. The models of what is
    proposed go into `models`. Raises NotFound for an unknown room, InvalidInput for a wish that cannot be met (see
    `make_plan`), CommandRefused where there is no place for what the room needs.
    """
    if not 1 <= count <= MOST:
        raise InvalidInput(f"{count} proposals cannot be made.", hint=f"Ask for 1 to {MOST}.")
    room = scene.room(room_id)
    room.check()
    products = [product.in_language(language) for product in products]
    plans = _plans(scene, room_id, wish, products, count, language)
    tried: list[_Tried] = []
    for number, (plan, selection) in enumerate(plans):
        placed = place_products(
            scene, room_id, selection.floor, budget=selection.floor_budget, count=count if len(plans) == 1 else 1,
            seed=seed, effort=effort,
            progress=part(progress, 0.9 * number / len(plans), 0.9 * (number + 1) / len(plans)),
        )  # fmt: skip
        tried += [_Tried(plan=plan, selection=selection, placed=each) for each in placed]
    titles = titles_of([each.placed.found for each in tried], language=language)
    proposals = []
    make_once = cache(make)
    for number, (each, title) in enumerate(zip(tried, titles, strict=True)):
        progress(0.9 + 0.1 * number / len(tried), "Making the furniture")
        proposals.append(_proposal(scene, room_id, each, wish, title, make_once, models, language))
    proposals = [proposal for proposal in proposals if proposal.commands]
    if not proposals:
        raise CommandRefused(say("no_room", language, room=room.name), hint=say("hint_no_room", language))
    progress(1.0, "Done")
    return sorted(proposals, key=lambda proposal: -proposal.score)


def _plans(  # noqa: PLR0917
    scene: Scene, room_id: str, wish: Wish, products: Sequence[Product], count: int, language: Language
) -> list[tuple[Plan, Selection]]:
    """One plan, or those of the styles that promise most where a style is neither said nor to be seen."""
    room = scene.room(room_id)
    standing = [looks_of_item(item) for item in items_in_room(scene, room)]
    plans = []
    for style in _styles(wish, standing):
        plan = make_plan(
            room_name=room.name, floor=room.polygon, height_m=room.height_m, products=products,
            wish=replace(wish, style=style), standing=standing, language=language,
        )  # fmt: skip
        plans.append((plan, select(plan)))
    return sorted(plans, key=lambda each: -promise(*each))[:count]


def _styles(wish: Wish, standing: Sequence[Looks]) -> list[str | None]:
    if wish.style:
        return [wish.style]
    if not standing:
        return list(styles())
    fits = {name: sum(style_fit(looks, name) for looks in standing) / len(standing) for name in styles()}
    best = max(fits, key=lambda name: fits[name])
    return [best if fits[best] >= LEAST_FIT else None]


def _proposal(  # noqa: PLR0917
    scene: Scene,
    room_id: str,
    tried: _Tried,
    wish: Wish,
    layout_title: str,
    make: Make,
    models: ModelStore,
    language: Language,
) -> Furnishing:
    placed = tried.placed
    bought = [Bought(name=name, items=items, price=placed.chosen[name].price) for name, items in placed.items.items()]
    slots: list[Slot] = [planned.slot for planned in tried.selection.floor]
    after = scene
    for item in (item for each in bought for item in each.items):
        after = after.with_entity("items", item.id, item)
    for slot, candidate in tried.selection.put_up:
        slots.append(slot)
        loose = _loose(after, candidate.product, slot.count)
        hung = put_up(after, after.room(room_id), loose, _supports(slot, tried.plan))
        for item in hung:
            after = after.with_entity("items", item.id, item)
        if hung:
            bought.append(Bought(name=slot.name, items=hung, price=candidate.price))
    new = [item for each in bought for item in each.items]
    commands = tuple(PlaceItem(item=_made(item, make, models)) for item in new)
    looks = [looks_of_item(item) for item in new]
    fit = sum(style_fit(one, tried.plan.style) for one in looks) / max(len(looks), 1) if tried.plan.style else None
    together = harmony([*looks, *(looks_of_item(item) for item in items_in_room(scene, scene.room(room_id)))])
    spent = sum(each.sum for each in bought)
    scores = scores_of(placed.found)
    name = name_for(tried.plan, language)
    left_out = left_out_told(tried.plan, tried.selection, bought, slots=slots, language=language)
    why = (
        *looks_told(tried.plan, fit=fit, together=together, language=language),
        *reasons_of(placed.found, language=language),
    )
    told = money_told(tried.plan, bought, wish=wish, note=_note(tried), language=language)
    return Furnishing(
        title=title_for(name, spent, tried.plan, layout_title, language),
        commands=commands,
        reasons=(*told, *left_out, *why),
        scores=scores,
        score=_score(score_of(scores), together, fit, _filled(tried.plan, bought)),
        name=name,
        places=layout_title,
        currency=tried.plan.currency,
        budget=tried.plan.budget,
        spent=spent,
        left_out=left_out,
        why=why,
    )


def _score(layout: float, together: float, fit: float | None, filled: float) -> float:
    """The share of what could be good that is: the layout, the looks, and how much of the room's needs is met."""
    looks = together if fit is None else (together + 2 * fit) / 3
    return 0.4 * layout + 0.3 * looks + 0.3 * filled


def _filled(plan: Plan, bought: Sequence[Bought]) -> float:
    wanted = [planned.slot for planned in plan.slots] + [slot for slot, _ in plan.out_of_reach]
    here = {each.name for each in bought}
    return sum(importance(s) for s in wanted if s.name in here) / max(sum(map(importance, wanted)), 1e-9)


def _supports(slot: Slot, plan: Plan) -> tuple[str, ...]:
    """What a slot's pieces are put up on: the class it names, and whatever stands in for that."""
    standing_in = (
        kind
        for other in programme(plan.kind, area_m2=plan.area_m2, people=plan.people)
        if other.name == slot.on
        for kind in other.kinds
    )
    return (slot.on, *standing_in)


def _loose(scene: Scene, product: Product, count: int) -> list[Item]:
    items: list[Item] = []
    for _ in range(count):
        item = item_of(product, scene.fresh_id(product.kind.replace(" ", "_")), (0.0, 0.0, 0.0), 0.0)
        scene = scene.with_entity("items", item.id, item)
        items.append(item)
    return items


def _made(item: Item, make: Make, models: ModelStore) -> Item:
    """The item with its model, price and everything that is known of the product."""
    made, model = make(item.product)
    return replace(
        made, id=item.id, name=item.name, position=item.position, yaw_rad=item.yaw_rad, model=models.add(model)
    )


def _note(tried: _Tried) -> str:
    bought = [*tried.placed.chosen.values(), *(candidate for _, candidate in tried.selection.put_up)]
    notes = dict.fromkeys(candidate.product.price_note for candidate in bought)
    return " ".join(note for note in notes if note)
