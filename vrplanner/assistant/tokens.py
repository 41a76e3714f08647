"""Sentences as tokens: English words and numbers whole, Chinese one character each, lower case, with their places."""

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[a-zà-öø-ÿ]+(?:'[a-z]+)?|[\u3400-\u9fff]|['\"°%×$€£¥½¼¾/]|[,.;:?!，。；：？！、]")
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "″": '"', "“": '"', "”": '"', "，": ",", "。": ".", "；": ";", "：": ":", "？": "?",
     "！": "!", "、": ",", "㎝": "c", "－": "-", "–": "-"}
)  # fmt: skip
PUNCTUATION = frozenset(",.;:?!")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, Chinese character or mark; `start` and `end` count characters of the sentence."""

    text: str
    start: int
    end: int


def tokenise(sentence: str) -> list[Token]:
    """Hyphens part words, so that "two-metre-wide" reads like "two metre wide"."""
    lower = sentence.translate(_SAME).lower()
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(lower)]


def words_of(phrase: str) -> tuple[str, ...]:
    """The token texts of a phrase from a table."""
    return tuple(token.text for token in tokenise(phrase))


def language_of(sentence: str) -> Language:
    """Chinese as soon as Chinese characters carry the sentence."""
    chinese = sum("\u3400" <= char <= "\u9fff" for char in sentence)
    return "zh" if chinese * 3 >= max(len(sentence.split()), 1) and chinese > 0 else "en"
