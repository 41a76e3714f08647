"""Numbers, lengths, angles and prices in English and Chinese words and digits.

Each reader takes token texts and a place, and gives (end, value) or None: lengths in metres, angles in degrees.
"""

import re
from collections.abc import Sequence

Read = tuple[int, float] | None

_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_ZH_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "〇": 0}
_ZH_TENS = {"十": 10, "百": 100, "千": 1000}
_ZH_LARGE = {"千": 1000, "万": 10_000}

_EN_UNITS = {
    "m": 1.0, "metre": 1.0, "metres": 1.0, "meter": 1.0, "meters": 1.0,
    "cm": 0.01, "centimetre": 0.01, "centimetres": 0.01, "centimeter": 0.01, "centimeters": 0.01, "centis": 0.01,
    "mm": 0.001, "millimetre": 0.001, "millimetres": 0.001, "millimeter": 0.001, "millimeters": 0.001,
    "foot": 0.3048, "feet": 0.3048, "ft": 0.3048, "'": 0.3048,
    "inch": 0.0254, "inches": 0.0254, '"': 0.0254,
}  # fmt: skip
_ZH_UNITS = {
    "厘米": 0.01, "公分": 0.01, "毫米": 0.001, "公尺": 1.0, "英尺": 0.3048, "英寸": 0.0254, "分米": 0.1,
    "米": 1.0, "尺": 1 / 3, "寸": 1 / 30,
}  # fmt: skip
_APPROXIMATELY = {"about", "around", "roughly", "approximately", "some", "exactly", "nearly", "almost", "another"}
_ZH_APPROXIMATELY = ("大概", "大约", "差不多", "约", "整整")


def read_number(texts: Sequence[str], at: int) -> Read:
    """A plain number at `at`: digits, words, "two and a half", "half a", 两, 十五, 一点五."""
    if at >= len(texts):
        return None
    return _digits(texts, at) or _english(texts, at) or _chinese(texts, at)


def _digits(texts: Sequence[str], at: int) -> Read:
    word = texts[at]
    if word in _VULGAR:
        return at + 1, _VULGAR[word]
    if not word[0].isdigit():
        return None
    value, end = float(word.replace(",", ".")), at + 1
    if end + 1 < len(texts) and texts[end] == "/" and texts[end + 1].isdigit() and float(texts[end + 1]):
        return end + 2, value / float(texts[end + 1])
    if end < len(texts) and texts[end] in _VULGAR:
        return end + 1, value + _VULGAR[texts[end]]
    if _phrase(texts, end, "and a half"):
        return end + 3, value + 0.5
    if end < len(texts) and texts[end] in _ZH_LARGE:
        return end + 1, value * _ZH_LARGE[texts[end]]
    return end, value


def _phrase(texts: Sequence[str], at: int, phrase: str) -> bool:
    parts = phrase.split()
    return list(texts[at : at + len(parts)]) == parts


_FRACTIONS = (
    ("three quarters of a", 0.75), ("three quarters of", 0.75), ("a quarter of a", 0.25), ("quarter of a", 0.25),
    ("a third of a", 1 / 3), ("half of a", 0.5), ("half a", 0.5), ("half an", 0.5), ("a half", 0.5),
    ("a quarter", 0.25), ("half", 0.5), ("a couple of", 2.0), ("a couple", 2.0),
)  # fmt: skip


def _english(texts: Sequence[str], at: int) -> Read:
    for phrase, value in _FRACTIONS:
        if _phrase(texts, at, phrase):
            return at + len(phrase.split()), value
    whole = _english_whole(texts, at)
    if whole is None:
        return None
    end, value = whole
    if _phrase(texts, end, "and a half"):
        return end + 3, value + 0.5
    if _phrase(texts, end, "and a quarter"):
        return end + 3, value + 0.25
    if _phrase(texts, end, "point"):
        digits, after = "", end + 1
        while after < len(texts) and texts[after] in _ONES and _ONES[texts[after]] < 10:
            digits, after = digits + str(_ONES[texts[after]]), after + 1
        if digits:
            return after, value + float(f"0.{digits}")
    return end, value


def _english_whole(texts: Sequence[str], at: int) -> Read:
    word = texts[at]
    if word in ("a", "an") and texts[at + 1 : at + 2] == ["hundred"]:
        value, end = 100.0, at + 2
    elif word in _TENS:
        value, end = float(_TENS[word]), at + 1
        if end < len(texts) and 0 < _ONES.get(texts[end], 0) < 10:
            value, end = value + _ONES[texts[end]], end + 1
    elif word in _ONES:
        value, end = float(_ONES[word]), at + 1
    else:
        return None
    if end < len(texts) and texts[end] in ("hundred", "thousand"):
        value, end = value * (100 if texts[end] == "hundred" else 1000), end + 1
    if value >= 100 and end < len(texts):
        rest_at = end + (texts[end] == "and")
        rest = _english_whole(texts, rest_at) if rest_at < len(texts) and texts[rest_at] not in ("a", "an") else None
        if rest and rest[1] < value:
            value, end = value + rest[1], rest[0]
    return end, value


def _chinese(texts: Sequence[str], at: int) -> Read:
    if texts[at] == "半":
        return at + 1, 0.5
    total, digit, end, seen, unit = 0.0, -1, at, False, 1.0
    while end < len(texts):
        char = texts[end]
        if char in _ZH_DIGITS:
            unit = unit if _ZH_DIGITS[char] else 10.0  # 一千零五 is 1005
            digit, seen = _ZH_DIGITS[char], True
        elif char in _ZH_TENS:
            unit = _ZH_TENS[char]
            total, digit, seen = total + (digit if digit >= 0 else 1) * unit, -1, True
        elif char == "万" and seen:
            total, digit, unit = (total + max(digit, 0)) * 10_000, -1, 10_000.0
        else:
            break
        end += 1
    if not seen:
        return None
    # The last digit alone counts the next smaller unit: 两千五 is 2500, 二十五 is 25.
    total += max(digit, 0) * max(unit / 10, 1.0)
    if end + 1 < len(texts) and texts[end] == "点" and texts[end + 1] in _ZH_DIGITS:
        digits, end = "", end + 1
        while end < len(texts) and texts[end] in _ZH_DIGITS:
            digits, end = digits + str(_ZH_DIGITS[texts[end]]), end + 1
        total += float(f"0.{digits}")
    return end, total


def read_length(texts: Sequence[str], at: int) -> Read:
    """A length at `at` in metres: "half a metre", "5 ft 6", 一米八, 半米, 80公分; "about" and 左右 are swallowed."""
    start = _skip_approximately(texts, at)
    amount = read_number(texts, start)
    if amount is None and start < len(texts) and texts[start] in ("a", "an", "one"):
        amount = (start + 1, 1.0)
    if amount is None:
        return None
    end, value = amount
    unit = _unit(texts, end)
    if unit is None:
        return None
    end, metres_per_unit = unit
    value *= metres_per_unit
    rest = _rest_of_length(texts, end, metres_per_unit)
    if rest:
        end, value = rest[0], value + rest[1]
    for tail in ("左右", "上下"):
        if "".join(texts[end : end + 2]) == tail:
            end += 2
    return end, round(value, 6)


def _skip_approximately(texts: Sequence[str], at: int) -> int:
    if at < len(texts) and texts[at] in _APPROXIMATELY:
        return at + 1
    for word in _ZH_APPROXIMATELY:
        if "".join(texts[at : at + len(word)]) == word:
            return at + len(word)
    return at


def _unit(texts: Sequence[str], at: int) -> tuple[int, float] | None:
    if at >= len(texts):
        return None
    if texts[at] in _EN_UNITS:
        return at + 1, _EN_UNITS[texts[at]]
    for word, metres in _ZH_UNITS.items():
        if "".join(texts[at : at + len(word)]) == word:
            return at + len(word), metres
    return None


def _rest_of_length(texts: Sequence[str], end: int, metres_per_unit: float) -> Read:
    """What follows the unit: inches after feet, "and a half", 半, or the decimetres and centimetres of 一米八五."""
    if _phrase(texts, end, "and a half"):
        return end + 3, metres_per_unit / 2
    if texts[end : end + 1] == ["半"]:
        return end + 1, metres_per_unit / 2
    pair = texts[end : end + 2]
    if texts[end - 1] == "米" and len(pair) == 2 and all(char in _ZH_DIGITS for char in pair):
        return end + 2, _ZH_DIGITS[pair[0]] / 10 + _ZH_DIGITS[pair[1]] / 100
    number = read_number(texts, end)
    if number is None:
        return None
    after, value = number
    unit = _unit(texts, after)
    if unit and unit[1] < metres_per_unit:
        return unit[0], value * unit[1]
    if unit:
        return None
    if metres_per_unit == 0.3048 and 0 <= value < 12:
        return after, value * 0.0254
    if metres_per_unit == 1.0 and texts[end - 1] in ("米", "m", "metre", "meter"):
        if texts[end - 1] == "米" and after - end == 1 and value < 10 and not texts[end][0].isdigit():
            return after, value / 10
        if 10 <= value < 100:
            return after, value / 100
    return None


_TURNS = (
    ("a quarter turn", 90.0),
    ("quarter turn", 90.0),
    ("a half turn", 180.0),
    ("half a turn", 180.0),
    ("a full turn", 360.0),
)


def read_angle(texts: Sequence[str], at: int) -> Read:
    """An angle in degrees: "90 degrees", 45°, 九十度, "a quarter turn", "halfway round"."""
    for phrase, degrees in _TURNS:
        if _phrase(texts, at, phrase):
            return at + len(phrase.split()), degrees
    start = _skip_approximately(texts, at)
    amount = read_number(texts, start)
    if amount is None:
        return None
    end, value = amount
    if end < len(texts) and texts[end] in ("degrees", "degree", "°", "度", "deg"):
        return end + 1, value
    return None


_CURRENCIES = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY", "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD",
    "bucks": "USD", "pounds": "GBP", "pound": "GBP", "yuan": "CNY", "rmb": "CNY", "usd": "USD", "eur": "EUR",
    "块": "CNY", "元": "CNY", "欧元": "EUR", "美元": "USD", "块钱": "CNY", "人民币": "CNY", "欧": "EUR",
}  # fmt: skip


_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""Money has two decimals or none: with three, "1,500" and "1.500" are thousands."""


def read_price(texts: Sequence[str], at: int) -> tuple[int, float, str] | None:
    """A sum of money: (end, amount, ISO 4217 code); the code is "" for a number without a currency word after it."""
    before = _CURRENCIES.get(texts[at]) if at < len(texts) else None
    start = at + 1 if before else at
    number = read_number(texts, start)
    if number is None:
        return None
    end, value = number
    if _THOUSANDS.fullmatch(texts[start]):
        value = float(re.sub(r"[.,]", "", texts[start]))
    if before:
        return end, value, before
    for length in (3, 2, 1):
        code = _CURRENCIES.get("".join(texts[end : end + length]))
        if code and end + length <= len(texts):
            return end + length, value, code
    return None
