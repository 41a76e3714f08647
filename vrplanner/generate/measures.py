"""Lengths and numbers in English and Chinese text: "2.1 m wide", "5'4\\"", "一米八", "长2米", "160x200 cm"."""

import re
from dataclasses import dataclass
from typing import Literal

Dimension = Literal["width", "height", "depth", "length", "diameter"]

UNITS_M: dict[str, float] = {
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters", "米", "公尺"), 1.0),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters", "厘米", "公分"), 0.01),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters", "毫米"), 0.001),
    **dict.fromkeys(("ft", "foot", "feet", "'", "′", "英尺"), 0.3048),
    **dict.fromkeys(("in", "inch", "inches", '"', "″", "英寸"), 0.0254),
    **dict.fromkeys(("尺",), 1 / 3),
    **dict.fromkeys(("寸",), 1 / 30),
}
DIMENSIONS: dict[str, Dimension] = {
    **dict.fromkeys(("wide", "width", "in width", "across", "w", "宽", "宽度"), "width"),
    **dict.fromkeys(("high", "tall", "height", "in height", "h", "高", "高度"), "height"),
    **dict.fromkeys(("deep", "depth", "in depth", "d", "深", "深度", "进深"), "depth"),
    **dict.fromkeys(("long", "length", "in length", "l", "长", "长度"), "length"),
    **dict.fromkeys(("in diameter", "diameter", "直径"), "diameter"),
}  # fmt: skip
NUMBER_WORDS: dict[str, float] = {
    "half a": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "single": 1, "double": 2,
}  # fmt: skip
CHINESE_DIGITS: dict[str, int] = {
    "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "双": 2, "单": 1,
}  # fmt: skip


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_LATIN = [unit for unit in UNITS_M if unit.isascii() and unit.isalpha()]
_SIGNS = [unit for unit in UNITS_M if unit not in _LATIN]
_UNIT = rf"(?:(?:{_alternatives(_LATIN)})(?![a-z])|{_alternatives(_SIGNS)})"
_ENGLISH_NUMBER = rf"\b(?:{_alternatives([w for w in NUMBER_WORDS if w not in ('single', 'double')])})\b"
NUMBER = rf"(?:\d+(?:[.,]\d+)?|{_ENGLISH_NUMBER}|[零一二两三四五六七八九十百半]+(?:点[零一二三四五六七八九]+)?)"
_LENGTH = re.compile(
    rf"(?P<number>{NUMBER})(?P<half1>\s+and a half)?\s*-?\s*(?P<unit>{_UNIT})"
    rf"(?:(?P<half2>\s+and a half|半)|\s*(?P<rest>{NUMBER})\s*(?P<rest_unit>{_UNIT})?(?![\d.]))?"
)
_PRODUCT = re.compile(
    rf"(?P<a>{NUMBER})\s*(?P<ua>{_UNIT})?\s*(?:x|×|\*|by|乘以?)\s*(?P<b>{NUMBER})\s*(?P<ub>{_UNIT})?"
    rf"(?:\s*(?:x|×|\*|by|乘以?)\s*(?P<c>{NUMBER})\s*(?P<uc>{_UNIT})?)?"
)
_LONG_NAMES = [name for name in DIMENSIONS if len(name) > 1 or not name.isascii()]
_AFTER = re.compile(rf"\s*-?(?:in\s+)?({_alternatives(_LONG_NAMES)})(?![a-z])")
_BEFORE = re.compile(rf"({_alternatives(list(DIMENSIONS))})\s*(?:of|is|为|是|约|:|：|=)?\s*(?:about|约)?\s*$")
_BARE_BEFORE = re.compile(
    rf"(?<![a-z])({_alternatives([name for name in _LONG_NAMES if not name.startswith('in ')])})"
    rf"\s*[:：=]?\s*(?P<number>\d+(?:\.\d+)?)(?![\d.])(?!\s*{_UNIT})"
)
_BARE = re.compile(rf"(?P<number>{NUMBER})\s*-?({_alternatives(_LONG_NAMES)})(?![a-z])")


@dataclass(frozen=True, slots=True)
class Length:
    """A length in the text at `start`..`end`; `dimension` is None where the words do not say which it is."""

    value_m: float
    dimension: Dimension | None
    start: int
    end: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """Two or three lengths joined by "x"."""

    values_m: tuple[float, ...]
    start: int
    end: int


def parse_number(text: str) -> float | None:
    """The number that digits, an English number word or Chinese numerals name, None if they name none."""
    text = text.strip()
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    if text in NUMBER_WORDS:
        return float(NUMBER_WORDS[text])
    return _chinese_number(text)


def _chinese_number(text: str) -> float | None:
    if not text or not all(c in CHINESE_DIGITS or c in "十百半点" for c in text):
        return None
    if text == "半":
        return 0.5
    whole, _, fraction = text.partition("点")
    if "半" in whole:
        base = _chinese_number(whole.replace("半", "")) or 0.0
        return base + 0.5
    total = 0
    digit = 0
    for c in whole:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = CHINESE_DIGITS[c]
    decimals = "".join(str(CHINESE_DIGITS[c]) for c in fraction if c in CHINESE_DIGITS)
    return total + digit + (float(f"0.{decimals}") if decimals else 0.0)


def find_products(text: str) -> list[Product]:
    """ "160 x 200 cm" and its kin; numbers without any unit are centimetres from 10 on, metres below."""
    products = []
    for match in _PRODUCT.finditer(text):
        numbers = [parse_number(match[name]) for name in "abc" if match[name]]
        units = [match[f"u{name}"] for name in "abc" if match[name]]
        last = next((unit for unit in reversed(units) if unit), None)
        values = [_metres(n, unit or last) for n, unit in zip(numbers, units, strict=True) if n is not None]
        if len(values) == len(numbers):
            products.append(Product(tuple(values), match.start(), match.end()))
    return products


def find_lengths(text: str) -> list[Length]:
    """Every single length, with the dimension that the words beside it name."""
    lengths: list[Length] = []
    for match in _LENGTH.finditer(text):
        if (found := _length(text, match, taken=lengths[-1].end if lengths else 0)) is not None:
            lengths.append(found)
    for pattern, group in ((_BARE, 2), (_BARE_BEFORE, 1)):
        for match in pattern.finditer(text):
            number = parse_number(match["number"])
            apart = all(match.end() <= known.start or match.start() >= known.end for known in lengths)
            if apart and number:
                lengths.append(Length(_metres(number, None), DIMENSIONS[match[group]], match.start(), match.end()))
    return sorted(lengths, key=lambda length: length.start)


def _length(text: str, match: re.Match[str], *, taken: int) -> Length | None:
    number = parse_number(match["number"])
    if number is None:
        return None
    unit = UNITS_M[match["unit"]]
    end = match.end()
    value = (number + (0.5 if match["half1"] or match["half2"] else 0.0)) * unit
    if match["rest"]:
        rest = _rest_of_length(match, unit)
        value, end = (value + rest, end) if rest is not None else (value, match.end("unit"))
    start = match.start()
    dimension, start, end = _dimension_beside(text, start, end, taken=taken)
    return Length(value, dimension, start, end, match["unit"])


def _rest_of_length(match: re.Match[str], unit: float) -> float | None:
    """What follows a unit: "5 ft 4 in", "5'4", "1米8", "一米八五"; None where it is another number altogether."""
    number = parse_number(match["rest"])
    if number is None:
        return None
    if match["rest_unit"]:
        smaller = UNITS_M[match["rest_unit"]]
        return number * smaller if smaller < unit else None
    if match["unit"] in ("'", "′", "ft", "feet", "foot", "英尺"):
        return number * 0.0254 if match["unit"] in ("'", "′") else None
    if match["unit"] in ("米", "尺") and match.end("unit") == match.start("rest"):
        digits = _digits(match["rest"])
        return float(f"0.{digits}") * unit if digits else None
    return None


def _digits(text: str) -> str:
    return text if text.isdigit() else "".join(str(CHINESE_DIGITS[c]) for c in text if c in CHINESE_DIGITS)


def _dimension_beside(text: str, start: int, end: int, *, taken: int) -> tuple[Dimension | None, int, int]:
    """The dimension named right before a length, unless that word belongs to the length before, or right after it."""
    before = _BEFORE.search(text, taken, start)
    if before:
        stands_alone = before.start(1) == 0 or not text[before.start(1) - 1].isalnum()
        if stands_alone or not before[1].isascii():
            return DIMENSIONS[before[1]], before.start(1), end
    if after := _AFTER.match(text, end):
        return DIMENSIONS[after[1]], start, after.end()
    return None, start, end


def _metres(number: float, unit: str | None) -> float:
    if unit:
        return number * UNITS_M[unit]
    if number >= 400:
        return number * 0.001
    return number * 0.01 if number >= 10 else number
