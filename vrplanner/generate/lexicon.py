"""Known words in a description: one pass over the text, longest phrase first, each with everything it may mean."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vrplanner.core.furniture import all_names
from vrplanner.generate import measures, vocabulary

Category = Literal["class", "color", "material", "style", "legs", "feature", "counted", "shade", "part", "stop"]
Meaning = tuple[Category, str]

SHADES: dict[str, tuple[float, tuple[str, ...]]] = {
    "dark": (0.55, ("dark", "deep", "深色", "深", "暗")),
    "light": (1.35, ("light", "pale", "soft", "浅色", "浅", "淡")),
}
PARTS: dict[str, tuple[str, ...]] = {
    "leg": (
        "legs",
        "leg",
        "feet",
        "base",
        "frame",
        "桌腿",
        "椅腿",
        "床腿",
        "沙发腿",
        "脚",
        "腿",
        "支架",
        "框架",
        "底座",
    ),
    "top": ("top", "tabletop", "table top", "worktop", "countertop", "桌面", "台面", "面板"),
    "handle": ("handles", "handle", "knobs", "pulls", "把手", "拉手"),
    "shade": ("shade", "lampshade", "灯罩"),
    "seat": ("seat pad", "seat cushion", "坐垫", "座垫"),
    "pot": ("pot", "planter", "plant pot", "花盆", "盆"),
    "headboard": ("headboard", "床头", "床头板"),
}
"""Parts that may have a material or colour of their own, said right before them ("walnut legs", "大理石台面")."""


@dataclass(frozen=True, slots=True)
class Token:
    """Known words at `start`..`end` of the text with all they may mean; `number` is a count said right before."""

    text: str
    meanings: tuple[Meaning, ...]
    start: int
    end: int
    number: int | None = None

    def meaning(self, category: Category) -> str | None:
        return next((key for name, key in self.meanings if name == category), None)


@cache
def _phrases() -> dict[str, tuple[Meaning, ...]]:
    meanings: dict[str, list[Meaning]] = {}

    def learn(words: tuple[str, ...], category: Category, key: str) -> None:
        for word in words:
            meanings.setdefault(word.lower(), []).append((category, key))

    for phrase, (kind, _) in vocabulary.EXTRA_CLASS_WORDS.items():
        learn((phrase,), "class", kind)
    for name, entry in all_names():
        if name not in vocabulary.EXTRA_CLASS_WORDS:
            learn((name,), "class", entry.name)
    for key, color in vocabulary.COLORS.items():
        learn(color.words, "color", key)
    for key, material in vocabulary.MATERIALS.items():
        learn(material.words, "material", key)
    for key, words in vocabulary.STYLES.items():
        learn(words, "style", key)
    for key, words in vocabulary.LEG_STYLES.items():
        learn(words, "legs", key)
    for key, (_, words) in vocabulary.FEATURES.items():
        learn(words, "feature", key)
    for key, words in vocabulary.COUNTED.items():
        learn(words, "counted", key)
    for key, (_, words) in SHADES.items():
        learn(words, "shade", key)
    for key, words in PARTS.items():
        learn(words, "part", key)
    for word in vocabulary.STOP_WORDS:
        meanings.setdefault(word, []).append(("stop", word))
    return {phrase: tuple(dict.fromkeys(found)) for phrase, found in meanings.items()}


@cache
def _pattern() -> re.Pattern[str]:
    """A phrase, perhaps after a count; phrases that begin with a number themselves ("four-poster", 三脚) come first."""
    phrases = sorted(_phrases(), key=len, reverse=True)
    whole = "|".join(_flexible(phrase) for phrase in phrases if re.match(measures.NUMBER, phrase))
    count = rf"(?:(?P<number>{measures.NUMBER})(?:\s*-\s*|\s*)(?:个|扇|层(?=层)|张|条|只|块|件|组|位(?=[人座]))?\s*)?"
    return re.compile(rf"(?P<whole>{whole})|{count}(?P<phrase>{'|'.join(map(_flexible, phrases))})")


def _flexible(phrase: str) -> str:
    """A phrase with spaces or hyphens between its words, and a plural ending in English."""
    pattern = re.escape(phrase).replace(r"\ ", r"[\s-]+")
    return rf"\b{pattern}(?:s|es)?\b" if phrase[-1].isascii() and phrase[-1].isalnum() else pattern


def tokens(text: str) -> list[Token]:
    """The known words of a lower-case text, in order, not overlapping."""
    phrases = _phrases()
    found = []
    position = 0
    pattern = _pattern()
    while match := pattern.search(text, position):
        said = match["whole"] or match["phrase"]
        phrase = re.sub(r"[\s-]+", " ", said)
        meanings = phrases.get(said) or phrases.get(phrase) or _singular(phrases, phrase)
        number = measures.parse_number(match["number"]) if match["number"] else None
        count = int(number) if number is not None and number == int(number) else None
        found.append(Token(said, meanings, match.start(), match.end(), count))
        position = match.end()
    return found


def _singular(phrases: dict[str, tuple[Meaning, ...]], phrase: str) -> tuple[Meaning, ...]:
    for ending in ("s", "es"):
        if phrase.endswith(ending) and (known := phrases.get(phrase[: -len(ending)])):
            return known
    hyphenated = next((known for known in phrases if known.replace("-", " ") == phrase.removesuffix("s")), "")
    return phrases.get(hyphenated, ())
