"""Products chosen and placed in one optimisation: the plan as a problem, and a layout of it back as items.

The optimiser chooses each piece for itself. Where several of one make are needed (night stands, chairs), the first
carries the choice and the price of all; the others keep floor for the largest that may come, and become what the first
became.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vrplanner.app.furnishing.candidates import Candidate
from vrplanner.app.furnishing.plan import PlannedSlot
from vrplanner.app.furnishing.programme import NEEDS, Slot
from vrplanner.app.furnishing.selecting import harmonised, importance, looks_of_item
from vrplanner.catalog.product import Product
from vrplanner.core.item import Item
from vrplanner.core.progress import Progress, part
from vrplanner.core.scene import Scene
from vrplanner.layout.from_scene import items_in_room, place_of, problem_from_scene
from vrplanner.layout.problem import Layout, Piece, Problem, current_layout
from vrplanner.layout.search import Found, judge, search_layouts
from vrplanner.layout.validity import is_valid

CHOICE = 6.0
"""How much more it counts here than usual that a product fits the style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Items (without models) for the slots that found a place, by slot name, and the layout that holds them."""

    items: Mapping[str, tuple[Item, ...]]
    chosen: Mapping[str, Candidate]
    found: Found

    @property
    def price(self) -> float:
        return sum(len(items) * self.chosen[name].price for name, items in self.items.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What a first search chose: items where it put them, products by slot, both as a problem, and whether it `stands`
    with the products' true sizes.
    """

    items: Mapping[str, tuple[Item, ...]]
    chosen: Mapping[str, Candidate]
    problem: Problem
    stands: bool


@dataclass(frozen=True, slots=True)
class _Seat:
    """Which piece of which slot an item of the problem is."""

    planned: PlannedSlot
    number: int


def place_products(
    scene: Scene,
    room_id: str,
    slots: Sequence[PlannedSlot],
    *,
    budget: float,
    count: int,
    seed: int,
    effort: float,
    progress: Progress,
) -> list[Placed]:
    """Up to `count` ways to choose and place products for these slots, at most `budget` together, best first.

    What stands in the room stays where it is; without slots, that alone. Empty where nothing at all finds a place.
    """
    if not slots:
        here = problem_from_scene(scene, room_id).problem
        return [Placed(items={}, chosen={}, found=judge(here, current_layout(here)))]
    seats = _seats(scene, slots)
    problem = _problem(scene, room_id, seats, budget)
    found = search_layouts(problem, count=count, seed=seed, effort=effort, progress=part(progress, 0.0, 0.6))
    choices = [_chosen(scene, room_id, seats, each, budget=budget) for each in found]
    placed = _arranged(choices, seed=seed, effort=effort, progress=part(progress, 0.6, 1.0))
    return sorted(placed, key=lambda each: each.found.cost)


def _arranged(choices: Sequence[_Choice], *, seed: int, effort: float, progress: Progress) -> list[Placed]:
    """Each with its products, now settled, arranged once more; alike ones differ. What stands only in the first
    arrangement is taken as it is, and the second may leave something out where there is no other way.
    """
    alike: dict[frozenset[str], list[_Choice]] = {}
    for each in choices:
        alike.setdefault(frozenset(c.product.id for c in each.chosen.values()), []).append(each)
    placed: list[Placed] = []
    for number, group in enumerate(alike.values()):
        share = part(progress, number / len(alike), (number + 1) / len(alike))
        again = search_layouts(group[0].problem, count=len(group), seed=seed, effort=effort, progress=share)
        whole = [_placed(group[0], found) for found in again if found.layout.present.all()]
        first = [_placed(each, judge(each.problem, current_layout(each.problem))) for each in group if each.stands]
        placed += [*whole, *first][: len(group)] or [_placed(group[0], found) for found in again]
    return [each for each in placed if each.items]


def _placed(choice: _Choice, found: Found) -> Placed:
    index = {piece.id: i for i, piece in enumerate(found.problem.pieces)}
    present = {item_id for item_id, i in index.items() if found.layout.present[i]}
    items = {
        name: tuple(_at(item, found.layout.pose[index[item.id]]) for item in group if item.id in present)
        for name, group in choice.items.items()
    }
    items = {name: group for name, group in items.items() if group}
    return Placed(items=items, chosen={name: choice.chosen[name] for name in items}, found=_of_present(found))


def _of_present(found: Found) -> Found:
    """The same layout without what was left out: the reasons for that are told with the money."""
    here = [i for i, present in enumerate(found.layout.present) if present]
    if len(here) == len(found.problem):
        return found
    place = {old: new for new, old in enumerate(here)}
    relations = tuple(
        replace(r, a=place[r.a], b=place[r.b], about=place.get(r.about, -1), members=tuple(place[m] for m in r.members))
        for r in found.problem.relations
        if {r.a, r.b, *r.members} <= set(here) and (r.about < 0 or r.about in place)
    )
    pose = found.layout.pose[here]
    problem = replace(
        found.problem, pieces=tuple(found.problem.pieces[i] for i in here), relations=relations, current=pose
    )
    return judge(problem, Layout(pose=pose, present=np.ones(len(here), bool)))


def _seats(scene: Scene, slots: Sequence[PlannedSlot]) -> dict[str, _Seat]:
    seats: dict[str, _Seat] = {}
    for planned in slots:
        for number in range(planned.slot.count):
            stem = planned.slot.kinds[0].replace(" ", "_")
            n = 1
            while f"{stem}_{n}" in seats or f"{stem}_{n}" in scene.items:
                n += 1
            seats[f"{stem}_{n}"] = _Seat(planned, number)
    return seats


def _problem(scene: Scene, room_id: str, seats: Mapping[str, _Seat], budget: float) -> Problem:
    most = max(len(seat.planned.candidates) for seat in seats.values())
    by_option = [_pieces(scene, room_id, seats, option) for option in range(most)]
    start = _with_items(scene, room_id, seats, 0)
    base = problem_from_scene(start, room_id, only=frozenset(seats), taste={"choice": CHOICE}).problem
    pieces, alternatives = [], []
    for piece in base.pieces:
        seat = seats.get(piece.id)
        if seat is None:
            pieces.append(piece)
            alternatives.append(())
            continue
        options = [by_option[k][piece.id] for k in range(len(seat.planned.candidates))]
        if seat.number:
            pieces.append(_follower(options))
            alternatives.append(())
        else:
            pieces.append(options[0])
            alternatives.append(tuple(options[1:]))
    return replace(base, pieces=tuple(pieces), alternatives=tuple(alternatives), budget=budget)


def _pieces(scene: Scene, room_id: str, seats: Mapping[str, _Seat], option: int) -> dict[str, Piece]:
    """The pieces that this option of every slot (its last where it has fewer) makes."""
    with_items = _with_items(scene, room_id, seats, option)
    problem = problem_from_scene(with_items, room_id, only=frozenset(seats)).problem
    return {p.id: _with_wish(p, seats[p.id], option) for p in problem.pieces if p.id in seats}


def _with_wish(piece: Piece, seat: _Seat, option: int) -> Piece:
    candidate = _option(seat.planned, option)
    slot = seat.planned.slot
    return replace(
        piece,
        priority=NEEDS.index(slot.need) + 1,
        price=candidate.price * slot.count,
        misfit=importance(slot) * candidate.misfit,
    )


def _follower(options: Sequence[Piece]) -> Piece:
    """As large as the largest that it may become, and paid for already."""
    return replace(
        options[0],
        width_m=max(piece.width_m for piece in options),
        depth_m=max(piece.depth_m for piece in options),
        height_m=max(piece.height_m for piece in options),
        price=0.0,
        misfit=0.0,
    )


def _option(planned: PlannedSlot, option: int) -> Candidate:
    return planned.candidates[min(option, len(planned.candidates) - 1)]


def _with_items(scene: Scene, room_id: str, seats: Mapping[str, _Seat], option: int) -> Scene:
    middle = scene.room(room_id).polygon.representative_point()
    for item_id, seat in seats.items():
        product = _option(seat.planned, option).product
        item = item_of(product, item_id, (middle.x, 0.0, middle.y), 0.0)
        scene = scene.with_entity("items", item_id, item)
    return scene


def item_of(product: Product, item_id: str, position: tuple[float, float, float], yaw_rad: float) -> Item:
    """A product as an item without a model."""
    return Item(
        id=item_id, kind=product.kind, name=product.name, position=position, yaw_rad=yaw_rad, size=product.size_m,
        color=product.color, material=product.material, description=product.description, product=product.id,
    )  # fmt: skip


def _chosen(scene: Scene, room_id: str, seats: Mapping[str, _Seat], found: Found, *, budget: float) -> _Choice:
    """What was chosen, as a problem of its own with the true sizes."""
    index = {piece.id: i for i, piece in enumerate(found.problem.pieces)}
    chosen = _choices(seats, index, found)
    kept = _affordable(_whole(seats, index, found), chosen, budget)
    sizes = _sizes(seats, index, found)
    standing = [looks_of_item(item) for item in items_in_room(scene, scene.room(room_id))]
    open_slots = [s.planned for s in seats.values() if s.number == 0 and s.planned.slot.name in kept]
    chosen = harmonised(open_slots, chosen, sizes=sizes, budget=budget, standing=standing)
    items: dict[str, list[Item]] = {}
    after = scene
    for item_id, seat in seats.items():
        name = seat.planned.slot.name
        if name not in kept or not found.layout.present[index[item_id]]:
            continue
        product = chosen[name].product
        pose = _pulled_back(found.layout.pose[index[item_id]], found.problem.pieces[index[item_id]], product)
        item = _at(item_of(product, item_id, (0.0, 0.0, 0.0), 0.0), pose)
        items.setdefault(name, []).append(item)
        after = after.with_entity("items", item_id, item)
    problem = problem_from_scene(after, room_id, only=frozenset(seats)).problem
    return _Choice(
        items={name: tuple(group) for name, group in items.items()},
        chosen=chosen,
        problem=problem,
        stands=is_valid(problem, current_layout(problem)),
    )


def _at(item: Item, pose: np.ndarray) -> Item:
    (x, z), yaw_rad = place_of(pose)
    return replace(item, position=(x, 0.0, z), yaw_rad=yaw_rad)


def _choices(seats: Mapping[str, _Seat], index: Mapping[str, int], found: Found) -> dict[str, Candidate]:
    options = found.layout.chosen
    return {
        seat.planned.slot.name: seat.planned.candidates[0 if options is None else int(options[index[item_id]])]
        for item_id, seat in seats.items()
        if seat.number == 0
    }


def _sizes(seats: Mapping[str, _Seat], index: Mapping[str, int], found: Found) -> dict[str, tuple[float, float]]:
    """The width and depth that the first piece of each slot takes up."""
    pieces = found.problem.pieces
    return {
        seat.planned.slot.name: (pieces[index[item_id]].width_m, pieces[index[item_id]].depth_m)
        for item_id, seat in seats.items()
        if seat.number == 0
    }


def _whole(seats: Mapping[str, _Seat], index: Mapping[str, int], found: Found) -> list[Slot]:
    """The slots whose first piece is there, and whose partner is."""
    there = [s.planned.slot for i, s in seats.items() if s.number == 0 and found.layout.present[index[i]]]
    asked = {seat.planned.slot.name for seat in seats.values()}
    names = {slot.name for slot in there}
    return [slot for slot in there if not slot.partner or slot.partner in names or slot.partner not in asked]


def _affordable(slots: Sequence[Slot], chosen: Mapping[str, Candidate], budget: float) -> set[str]:
    """All of them, or without the least important ones that would break the budget."""
    kept: set[str] = set()
    spent = 0.0
    for slot in sorted(slots, key=lambda slot: slot.rank):
        price = slot.count * chosen[slot.name].price
        if spent + price <= budget + 1e-6:
            kept.add(slot.name)
            spent += price
    return kept


def _pulled_back(pose: np.ndarray, piece: Piece, product: Product) -> np.ndarray:
    """Where a smaller piece stands whose back is where the larger one's was."""
    spare = (piece.depth_m - product.size_m[2]) / 2
    front = np.array([-math.sin(pose[2]), math.cos(pose[2])])
    return np.array([*(pose[:2] - spare * front), pose[2]])
