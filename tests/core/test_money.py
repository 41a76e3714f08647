"""Sums of money in words."""

from dataclasses import replace

import pytest

from vrplanner.core.item import Item
from vrplanner.core.money import GUIDE_KEY, item_price, money

SAID = [
    (450.0, "EUR", "en", True, "about 450 EUR"),
    (450.0, "EUR", "zh", True, "约 450 欧元"),
    (1299.5, "EUR", "en", False, "1,299.50 EUR"),
    (10000, "CNY", "zh", False, "10,000 元"),
    (80, "SEK", "zh_CN", False, "80 SEK"),
]


@pytest.mark.parametrize(("amount", "currency", "language", "guide", "said"), SAID)
def test_money_in_words(amount: float, currency: str, language: str, guide: bool, said: str) -> None:
    assert money(amount, currency, language, guide=guide) == said


def test_an_item_says_whether_its_price_is_a_guide() -> None:
    sofa = Item(id="a", kind="sofa", name="Sofa", position=(0, 0, 0), size=(2, 0.8, 0.9))
    assert item_price(sofa) == ""
    priced = replace(sofa, price=799.0, currency="EUR")
    assert item_price(priced) == "799 EUR"
    assert item_price(replace(priced, extra={GUIDE_KEY: True})) == "about 799 EUR"
