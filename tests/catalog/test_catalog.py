"""The built-in catalogue and its search; files that are broken."""

from pathlib import Path

import pytest

from vrplanner.catalog.store import builtin_catalog, load_catalog
from vrplanner.core.errors import InvalidFile, NotFound
from vrplanner.core.furniture import CLASSES
from vrplanner.generate.words import parse_description

GOOD = """
brand = "Test"
[[product]]
id = "a"
kind = "sofa"
name = "A sofa"
description = "grey sofa"
size_m = [2.0, 0.8, 0.9]
price = 499
currency = "eur"
"""


def test_every_product_is_what_its_description_makes() -> None:
    for product in builtin_catalog():
        spec = parse_description(product.description)
        assert spec.not_understood == (), product.id
        assert spec.kind == product.kind, product.id
        assert spec.size_m == pytest.approx(product.size_m, abs=0.001), product.id
        assert (spec.color_name, spec.material) == (product.color, product.material), product.id


def test_names_in_both_languages() -> None:
    catalog = builtin_catalog()
    assert len(catalog) >= 60
    for product in catalog:
        assert set(product.names) == {"en", "zh"}
    assert {p.room for p in catalog} >= {"living room", "bedroom", "dining", "study", "kitchen", "bath", "hall"}
    assert {product.kind for product in catalog} == {entry.name for entry in CLASSES}


NEEDED = (
    "nightstand", "wardrobe", "dresser", "desk", "office chair", "sofa", "armchair", "coffee table", "side table",
    "tv stand", "tv", "bookcase", "sideboard", "dining table", "chair", "rug", "floor lamp", "table lamp", "plant",
    "mirror", "bench",
)  # fmt: skip
"""What rooms are furnished with."""


def test_every_price_is_a_guide_and_says_so() -> None:
    for product in builtin_catalog():
        assert product.price is not None
        assert product.price > 0
        assert (product.currency, product.price_text) == ("EUR", f"about {product.price:,.0f} EUR")
        assert "not an offer" in product.price_note
        chinese = product.in_language("zh")
        assert "并非报价" in chinese.price_note
        assert (chinese.price_text[:2], chinese.price_text[-2:]) == ("约 ", "欧元")


@pytest.mark.parametrize("kind", NEEDED)
def test_what_rooms_need_comes_cheap_middling_and_dear(kind: str) -> None:
    prices = sorted(p.price or 0 for p in builtin_catalog() if p.kind == kind)
    assert len(prices) >= 3
    middle = prices[len(prices) // 2]
    assert prices[0] <= 0.7 * middle
    assert prices[-1] >= 1.4 * middle


@pytest.mark.parametrize(("low_m", "high_m"), [(0.0, 1.3), (1.3, 2.2)])
def test_beds_for_one_and_for_two_come_in_three_price_levels(low_m: float, high_m: float) -> None:
    prices = sorted(p.price or 0 for p in builtin_catalog() if p.kind == "bed" and low_m <= p.size_m[0] < high_m)
    assert len(prices) >= 4
    assert prices[-1] >= 3 * prices[0]


def test_of_the_same_make_the_larger_costs_no_less() -> None:
    """Two pieces of a class that are described alike but for their size."""
    alike: dict[tuple[str, ...], list[tuple[float, float]]] = {}
    for product in builtin_catalog():
        make = (product.kind, product.material, product.color, product.id.split("-")[1])
        area_m2 = product.size_m[0] * product.size_m[1] * max(product.size_m[2], 0.1)
        alike.setdefault(make, []).append((area_m2, product.price or 0))
    pairs = [sorted(pieces) for pieces in alike.values() if len(pieces) > 1]
    assert len(pairs) >= 4
    for pieces in pairs:
        assert [price for _, price in pieces] == sorted(price for _, price in pieces)


FIRST = [
    ("cognac sofa", "sofa-hudson-leather"),
    ("真皮沙发", "sofa-hudson-leather"),
    ("round marble dining table", "table-luna"),
    ("大理石圆餐桌", "table-luna"),
    ("绿色丝绒椅子", "chair-ashford"),
    ("arc lamp", "lamp-arc"),
    ("弧形落地灯", "lamp-arc"),
    ("床头柜", "nightstand-lund"),
    ("monst", "plant-monstera"),
    ("wing chair", "armchair-ashford"),
]


@pytest.mark.parametrize(("words", "product_id"), FIRST)
def test_the_best_match_comes_first(words: str, product_id: str) -> None:
    assert builtin_catalog().search(words)[0].id == product_id


def test_limits_and_language() -> None:
    catalog = builtin_catalog()
    narrow = catalog.search("sofa", kind="sofa", max_width_m=1.6)
    assert {product.id for product in narrow} == {"sofa-lund-2", "sofa-plain-2"}
    chinese = catalog.search("亚麻沙发", kind="sofa", max_width_m=1.6, language="zh")
    assert chinese[0].name == "隆德双人沙发"
    cheap = catalog.search("sofa", kind="sofa", price_max=450)
    assert {product.id for product in cheap} == {"sofa-plain-2", "sofa-plain-3"}
    assert catalog.search("sofa", kind="sofa", price_max=100) == []
    assert len(catalog.search("")) == len(catalog)
    assert len(catalog.search("", limit=5)) == 5
    assert catalog.search("zzzz") == []
    assert {product.kind for product in catalog.search("lamp")} >= {"table lamp", "floor lamp"}


def test_get() -> None:
    assert builtin_catalog().get("bed-lund").name == "Lund bed"
    with pytest.raises(NotFound):
        builtin_catalog().get("nothing")


def test_a_catalogue_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    product = load_catalog(path).get("a")
    assert (product.name, product.brand, product.price, product.currency) == ("A sofa", "Test", 499.0, "EUR")
    assert (product.price_text, product.price_note) == ("499 EUR", "")


def test_a_currency_and_a_note_can_be_said_once_for_all(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    header = 'currency = "CNY"\nprice_note = "Last year\'s price."\n'
    path.write_text(header + GOOD.replace('currency = "eur"', ""), encoding="utf-8")
    product = load_catalog(path).get("a")
    assert (product.price_text, product.price_note) == ("about 499 CNY", "Last year's price.")


BROKEN = [
    ("not = [toml", "not a catalogue"),
    ("brand = 'x'", "no products"),
    (GOOD + GOOD.replace('brand = "Test"', ""), "two products"),
    (GOOD.replace('"sofa"', '"piano"'), "unknown kind"),
    (GOOD.replace("[2.0, 0.8, 0.9]", "[2.0, 0.8]"), "size_m"),
    (GOOD.replace("[2.0, 0.8, 0.9]", "[2.0, 0.8, -1]"), "size_m"),
    (GOOD.replace('currency = "eur"', ""), "currency"),
    (GOOD.replace("price =", "prize ="), "prize"),
    ("price_note = 3" + GOOD, "price_note"),
    (GOOD.replace('id = "a"', 'id = ""'), "id"),
]


@pytest.mark.parametrize(("text", "named"), BROKEN)
def test_broken_files_are_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile, match=named):
        load_catalog(path)
