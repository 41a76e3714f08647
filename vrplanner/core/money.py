"""Sums of money as people read them: "450 EUR", "约 450 欧元"."""

from collections.abc import Mapping
from typing import Protocol

GUIDE_KEY = "guide_price"
"""Set in an item's `extra` where its price is a guide and no offer."""
_ZH = {"EUR": "欧元", "USD": "美元", "GBP": "英镑", "CNY": "元", "JPY": "日元"}


class Priced(Protocol):
    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str: ...
    @property
    def extra(self) -> Mapping[str, object]: ...


def money(amount: float, currency: str, language: str = "en", *, guide: bool = False) -> str:
    """An amount with its currency (ISO 4217); a `guide` is "about" so much. `language` is "en" or "zh"."""
    shown = f"{amount:,.0f}" if abs(amount - round(amount)) < 0.005 else f"{amount:,.2f}"
    if language.startswith("zh"):
        return f"{'约 ' if guide else ''}{shown} {_ZH.get(currency, currency)}".strip()
    return f"{'about ' if guide else ''}{shown} {currency}".strip()


def is_guide(item: Priced) -> bool:
    """Whether an item's price only tells what such a thing costs."""
    return item.extra.get(GUIDE_KEY) is True


def item_price(item: Priced, language: str = "en") -> str:
    """What an item costs; nothing when unknown."""
    return "" if item.price is None else money(item.price, item.currency, language, guide=is_guide(item))
