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
from vrplanner.app.furnishing.selecting import IMPORTANCE, harmonised, looks_of_item
from vrplanner.catalog.product import Product
from vrplanner.core.item import Item
from vrplanner.core.progress import Progress, part
from vrplanner.core.scene import Scene
from vrplanner.layout.from_scene import items_in_room, place_of, problem_from_scene
from vrplanner.layout.polish import polish
from vrplanner.layout.problem import Layout, Piece, Problem
from vrplanner.layout.search import Found, judge, search_layouts
from vrplanner.layout.tables import make_state, make_tables
from vrplanner.layout.validity import is_valid

CHOICE = 4.0
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

    What stands in the room stays where it is. Empty where nothing at all finds a place.
    """
    seats = _seats(scene, slots)
    problem = _problem(scene, room_id, seats, budget)
    found = search_layouts(problem, count=count, seed=seed, effort=effort, progress=part(progress, 0.0, 0.6))
    settled = [_settled(scene, room_id, seats, each, budget=budget) for each in found]
    kept = [each for each in settled if each is not None]
    better = _rearranged(kept, seed=seed, effort=effort, progress=part(progress, 0.6, 1.0))
    return sorted(better, key=lambda each: each.found.cost)


def _rearranged(settled: Sequence[Placed], *, seed: int, effort: float, progress: Progress) -> list[Placed]:
    """Each with its products, now settled, arranged once more where that comes out better; alike ones differ."""
    alike: dict[frozenset[str], list[Placed]] = {}
    for each in settled:
        alike.setdefault(frozenset(c.product.id for c in each.chosen.values()), []).append(each)
    better: list[Placed] = []
    for number, group in enumerate(alike.values()):
        share = part(progress, number / len(alike), (number + 1) / len(alike))
        again = search_layouts(group[0].found.problem, count=len(group), seed=seed, effort=effort, progress=share)
        whole = [found for found in again if found.layout.present.all()]
        old = sorted(group, key=lambda each: each.found.cost)
        better += [_with_layout(old[0], found) for found in whole]
        better += old[len(whole) :]
    return better


def _with_layout(placed: Placed, found: Found) -> Placed:
    poses = {piece.id: found.layout.pose[i] for i, piece in enumerate(found.problem.pieces)}
    items = {name: tuple(_at(item, poses[item.id]) for item in group) for name, group in placed.items.items()}
    return replace(placed, items=items, found=found)


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
        misfit=IMPORTANCE[slot.need] * candidate.misfit,
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


def _settled(scene: Scene, room_id: str, seats: Mapping[str, _Seat], found: Found, *, budget: float) -> Placed | None:
    """What was chosen, as a problem of its own with the true sizes, judged and polished again; None if it fails."""
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
        (x, z), yaw_rad = place_of(pose)
        item = item_of(product, item_id, (x, 0.0, z), yaw_rad)
        items.setdefault(name, []).append(item)
        after = after.with_entity("items", item_id, item)
    if not items:
        return None
    ids = frozenset(item.id for group in items.values() for item in group)
    final = _polished(problem_from_scene(after, room_id, only=ids).problem)
    if final is None:
        return None
    poses = {piece.id: final.layout.pose[i] for i, piece in enumerate(final.problem.pieces)}
    placed = {name: tuple(_at(item, poses[item.id]) for item in group) for name, group in items.items()}
    return Placed(items=placed, chosen={name: chosen[name] for name in placed}, found=final)


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


def _polished(problem: Problem) -> Found | None:
    """The layout as it stands now, or one a little better; None where it breaks a hard rule."""
    layout = Layout(pose=problem.current, present=np.ones(len(problem), bool))
    best = judge(problem, layout) if is_valid(problem, layout) else None
    tables = make_tables(problem)
    for state in polish(problem, tables, [make_state(problem, layout)]):
        tried = Layout(pose=state[:, :3].copy(), present=layout.present)
        if is_valid(problem, tried):
            better = judge(problem, tried)
            best = better if best is None or better.cost < best.cost else best
    return best
