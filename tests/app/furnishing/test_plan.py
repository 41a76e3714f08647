"""Short lists and plans: money, sizes, price levels, and the sentences where it cannot be done."""

import math
import time

import pytest
from shapely.geometry import box

from vrplanner.app.furnishing.candidates import LEVELS, MOST, candidates, looks_of, space_of
from vrplanner.app.furnishing.plan import Plan, Wish, make_plan
from vrplanner.app.furnishing.programme import Slot, programme
from vrplanner.app.furnishing.styles import Looks, styles
from vrplanner.catalog.store import builtin_catalog
from vrplanner.core.errors import InvalidInput

PRODUCTS = tuple(builtin_catalog())


def plan(
    name: str = "Bedroom",
    size: tuple[float, float] = (3.0, 4.0),
    *,
    language: str = "en",
    standing: tuple[Looks, ...] = (),
    **wish: object,
) -> Plan:
    wished = Wish(**{"budget": 1500.0, **wish})  # type: ignore[arg-type]
    chinese = language == "zh"
    return make_plan(
        room_name=name, floor=box(0, 0, *size), height_m=2.5, products=PRODUCTS, wish=wished, standing=standing,
        language="zh" if chinese else "en",
    )  # fmt: skip


def standing(*ids: str) -> tuple[Looks, ...]:
    return tuple(looks_of(builtin_catalog().get(i)) for i in ids)


def test_a_bedroom_for_two_on_1500_euros() -> None:
    made = plan(style="scandinavian")
    assert (made.kind, made.people, made.style, made.currency) == ("bedroom", 2, "scandinavian", "EUR")
    first = made.slots[0]
    assert first.slot.name == "bed"
    assert all(1.4 * 0.88 <= candidate.product.size_m[0] <= 1.8 * 1.12 for candidate in first.candidates)
    best = min(first.candidates, key=lambda candidate: candidate.misfit)
    assert best.product.id == "bed-lund"
    assert [planned.slot.name for planned in made.musts] == ["bed", "wardrobe"]
    assert made.cheapest_musts <= 500
    assert {"nightstand", "rug", "dresser"} <= {planned.slot.name for planned in made.slots}


def test_a_budget_below_the_musts_is_told_with_their_sum() -> None:
    whole = plan().cheapest_musts
    with pytest.raises(InvalidInput) as caught:
        plan(budget=300)
    assert caught.value.message == f"The cheapest bed and wardrobe come to {whole:.0f} EUR, more than 300 EUR."
    assert f"{whole:.0f} EUR" in caught.value.hint
    with pytest.raises(InvalidInput) as said:
        plan("卧室", budget=300, language="zh")
    assert said.value.message == f"最便宜的床和衣柜加起来要 {whole:.0f} 欧元，超过 300 欧元。"
    assert plan(budget=whole).cheapest_musts == whole


def test_just_enough_leaves_the_rest_out_of_reach() -> None:
    made = plan(budget=plan().cheapest_musts)
    assert {planned.slot.name for planned in made.slots} == {"bed", "wardrobe"}
    assert all(len(planned.candidates) == 1 for planned in made.slots)
    assert ("nightstand", "budget") in {(slot.name, why) for slot, why in made.out_of_reach}


@pytest.mark.parametrize("budget", [600.0, 1500.0, 5000.0])
def test_every_candidate_can_be_paid_beside_the_cheapest_musts(budget: float) -> None:
    made = plan("Living room", (5.0, 4.0), budget=budget)
    for planned in made.slots:
        others = sum(must.cheapest for must in made.musts if must.slot.name != planned.slot.name)
        for candidate in planned.candidates:
            assert planned.slot.count * candidate.price + others <= budget + 1e-6


def test_what_stands_there_counts_and_the_rest_shall_go_with_it() -> None:
    made = plan(standing=standing("bed-malmo"))
    assert "bed" not in {planned.slot.name for planned in made.slots}
    wardrobes = next(planned for planned in made.slots if planned.slot.name == "wardrobe").candidates
    misfit = {candidate.product.id: candidate.misfit for candidate in wardrobes}
    assert misfit["wardrobe-malmo"] < misfit["wardrobe-lund"]
    assert plan(budget=300, standing=standing("bed-malmo")).cheapest_musts < 300
    with pytest.raises(InvalidInput, match="more than 10 EUR"):
        plan(budget=10, standing=standing("bed-malmo"))


def test_money_in_another_currency_needs_a_rate() -> None:
    with pytest.raises(InvalidInput, match=r"The budget is 10,000 CNY, but the prices are in EUR\."):
        plan(budget=10_000, currency="CNY")
    assert plan(budget=10_000, currency="CNY", rate=0.125).budget == 1250
    with pytest.raises(InvalidInput, match="rate"):
        plan(budget=10_000, currency="CNY", rate=-1.0)


@pytest.mark.parametrize("budget", [0.0, -5.0, math.nan, math.inf])
def test_a_budget_that_is_none(budget: float) -> None:
    with pytest.raises(InvalidInput):
        plan(budget=budget)


def test_a_room_that_nobody_can_name_is_asked_about() -> None:
    with pytest.raises(InvalidInput, match="kind of room"):
        plan("Room 1")
    assert plan("Room 1", kind="home office").kind == "home office"


@pytest.mark.parametrize("style", [None, *styles()])
def test_a_short_list_has_every_price_level_and_no_useless_product(style: str | None) -> None:
    slot = Slot(name="coffee table", kinds=("coffee table",), need="must", value=1)
    space = space_of(box(0, 0, 5, 4), 2.5)
    found = candidates(slot, PRODUCTS, space=space, style=style, most=4)
    every = sorted(p.price or 0 for p in PRODUCTS if p.kind == "coffee table")
    assert found[0].price == every[0]
    assert [c.price for c in found] == sorted(c.price for c in found)
    bounds = [every[len(every) * level // LEVELS] for level in range(LEVELS)]
    levels = {max(i for i, bound in enumerate(bounds) if c.price >= bound) for c in found}
    assert levels == set(range(LEVELS))
    whole = candidates(slot, PRODUCTS, space=space, style=style, most=MOST)
    assert min(c.misfit for c in whole) == min(c.misfit for c in found)


def test_what_cannot_stand_in_the_room_is_not_offered() -> None:
    sofa = programme("living room", area_m2=20.0)[0]
    found = candidates(sofa, PRODUCTS, space=space_of(box(0, 0, 2.0, 2.2), 2.5))
    assert all(max(c.product.size_m[0], c.product.size_m[2]) <= 2.2 for c in found)
    low = candidates(
        Slot(name="wardrobe", kinds=("wardrobe",), need="must", value=1),
        PRODUCTS,
        space=space_of(box(0, 0, 4, 4), 1.96),
    )
    assert {c.product.id for c in low} == {"wardrobe-small", "wardrobe-fjell"}


def test_no_bunk_bed_for_a_couple_and_no_bar_stool_by_a_bed() -> None:
    for kind in ("bedroom", "guest room", "children's room"):
        for slot in programme(kind, area_m2=16.0):
            found = candidates(slot, PRODUCTS, space=space_of(box(0, 0, 4, 4), 2.5))
            assert not {"bed-bunk", "stool-bar"} & {c.product.id for c in found}


def test_a_plan_is_quick() -> None:
    plan("Living-dining", (7.0, 5.0), budget=4000.0)
    start_s = time.perf_counter()
    plan("Living-dining", (7.0, 5.0), budget=4000.0)
    assert time.perf_counter() - start_s < 0.5
