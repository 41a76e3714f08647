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


def test_names_in_both_languages_and_no_invented_prices() -> None:
    catalog = builtin_catalog()
    assert len(catalog) >= 60
    for product in catalog:
        assert set(product.names) == {"en", "zh"}
        assert product.price is None
    assert {product.room for product in catalog} >= {"living room", "bedroom", "dining", "study", "kitchen", "bath"}
    assert {product.kind for product in catalog} == {entry.name for entry in CLASSES}


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
    assert [product.id for product in narrow] == ["sofa-lund-2"]
    assert catalog.search("sofa", kind="sofa", max_width_m=1.6, language="zh")[0].name == "隆德双人沙发"
    assert catalog.search("sofa", max_price=1000) == []
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


BROKEN = [
    ("not = [toml", "not a catalogue"),
    ("brand = 'x'", "no products"),
    (GOOD + GOOD.replace('brand = "Test"', ""), "two products"),
    (GOOD.replace('"sofa"', '"piano"'), "unknown kind"),
    (GOOD.replace("[2.0, 0.8, 0.9]", "[2.0, 0.8]"), "size_m"),
    (GOOD.replace("[2.0, 0.8, 0.9]", "[2.0, 0.8, -1]"), "size_m"),
    (GOOD.replace('currency = "eur"', ""), "currency"),
    (GOOD.replace("price =", "prize ="), "prize"),
    (GOOD.replace('id = "a"', 'id = ""'), "id"),
]


@pytest.mark.parametrize(("text", "named"), BROKEN)
def test_broken_files_are_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile, match=named):
        load_catalog(path)
