"""Lengths, angles and prices as people say them in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.assistant.numbers import read_angle, read_length, read_number, read_price
from vrplanner.assistant.tokens import tokenise


def texts(sentence: str) -> list[str]:
    return [token.text for token in tokenise(sentence)]


@pytest.mark.parametrize(
    ("said", "metres"),
    [
        ("half a metre", 0.5),
        ("2 m", 2.0),
        ("two and a half metres", 2.5),
        ("a metre and a half", 1.5),
        ("80cm", 0.8),
        ("1,20 m", 1.2),
        ("5 ft 6", 1.6764),
        ("six feet", 1.8288),
        ("10 inches", 0.254),
        ("three quarters of a metre", 0.75),
        ("about 30 centimetres", 0.3),
        ("one metre eighty", 1.8),
        ("½ m", 0.5),
        ("5'6\"", 1.6764),
        ("one point two metres", 1.2),
        ("半米", 0.5),
        ("两米", 2.0),
        ("两米半", 2.5),
        ("一米八", 1.8),
        ("一米八五", 1.85),
        ("八十公分", 0.8),
        ("三十厘米", 0.3),
        ("大概一米左右", 1.0),
        ("三尺", 1.0),
        ("六寸", 0.2),
        ("一点五米", 1.5),
        ("120厘米", 1.2),
    ],
)
def test_lengths_come_out_in_metres(said: str, metres: float) -> None:
    read = read_length(texts(said), 0)
    assert read is not None
    assert read[0] == len(texts(said)), "a part of the length was left over"
    assert read[1] == pytest.approx(metres, abs=1e-4)


@pytest.mark.parametrize("said", ["two chairs", "a sofa", "一下", "左边", "half the size"])
def test_what_is_no_length_is_none(said: str) -> None:
    assert read_length(texts(said), 0) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9999))
def test_english_number_words_round_trip(number: int) -> None:
    assert read_number(texts(_in_words(number)), 0) == (len(texts(_in_words(number))), number)


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _in_words(number: int) -> str:
    if number < 20:
        return _ONES.split()[number]
    if number < 100:
        return _TENS.split()[number // 10 - 2] + (f"-{_ONES.split()[number % 10]}" if number % 10 else "")
    unit, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % unit
    return f"{_in_words(number // unit)} {name}" + (f" and {_in_words(rest)}" if rest else "")


@pytest.mark.parametrize(
    ("said", "degrees"),
    [("90 degrees", 90), ("forty-five degrees", 45), ("九十度", 90), ("30°", 30), ("a quarter turn", 90)],
)
def test_angles(said: str, degrees: float) -> None:
    read = read_angle(texts(said), 0)
    assert read is not None
    assert read[1] == degrees


@pytest.mark.parametrize(
    ("said", "price"),
    [
        ("500 euros", (500, "EUR")),
        ("$300", (300, "USD")),
        ("两百块钱", (200, "CNY")),
        ("£20", (20, "GBP")),
        ("1,500 euros", (1500, "EUR")),
        ("€1.500", (1500, "EUR")),
        ("12,50 euros", (12.5, "EUR")),
        ("一万元", (10000, "CNY")),
        ("一万五千块", (15000, "CNY")),
        ("两千五百欧元", (2500, "EUR")),
        ("两千五欧元", (2500, "EUR")),
        ("1.5万元", (15000, "CNY")),
    ],
)
def test_prices(said: str, price: tuple[float, str]) -> None:
    read = read_price(texts(said), 0)
    assert read is not None
    assert read[1:] == price
