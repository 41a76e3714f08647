"""The words for colours, materials, styles, garments and furniture in both languages, read from the tables beside."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from vrplanner.core.furniture import CLASSES


@cache
def table(name: str) -> Mapping[str, Mapping[str, Any]]:
    """One of colors, materials, styles, garments: canonical English name to its entry."""
    path = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(name: str) -> Mapping[str, str]:
    """Every word of a table in either language, lower case, to the canonical name."""
    return {word.lower(): key for key, entry in table(name).items() for word in (*entry["en"], *entry["zh"])}


def family(material: str) -> str:
    """The family a material belongs to: wood for oak; itself where it has none."""
    return str(table("materials").get(material, {}).get("family", material))


def color_hex(name: str) -> str:
    """The sRGB colour of a colour's canonical name; grey for one that is not known."""
    return str(table("colors").get(name, table("colors")["grey"])["hex"])


def color_of_hex(value: str) -> str:
    """The name of the colour nearest to "#rrggbb"."""

    def distance(name: str) -> float:
        return sum((a - b) ** 2 for a, b in zip(_rgb(color_hex(name)), _rgb(value), strict=True))

    return min(table("colors"), key=distance)


def _rgb(value: str) -> tuple[int, ...]:
    digits = value.lstrip("#")
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def shown_zh(name: str, english: str) -> str:
    """The Chinese word to show for a canonical name of a table, the English one where there is none."""
    entry = table(name).get(english)
    return str(entry["zh"][0]) if entry else english


_PLURALS = {"shelf": "shelves", "bookshelf": "bookshelves"}


def plural(noun: str) -> str:
    """A regular English plural of a furniture noun."""
    *rest, last = noun.split(" ")
    if last in _PLURALS:
        last = _PLURALS[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last = last if last.endswith("s") and noun != "mattress" else last + "es"
    elif last.endswith("y") and last[-2] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return " ".join([*rest, last])


FAMILIES: Mapping[str, tuple[str, ...]] = {
    "lamp": ("floor lamp", "table lamp", "pendant lamp", "lamp"),
    "light": ("floor lamp", "table lamp", "pendant lamp", "lamp"),
    "chair": ("chair", "office chair", "armchair"),
    "table": ("dining table", "coffee table", "side table", "table"),
    "cabinet": ("cabinet", "sideboard", "dresser", "tv stand", "wardrobe", "nightstand", "kitchen unit"),
    "shelf": ("bookcase", "shelf"),
    "seat": ("sofa", "armchair", "chair", "office chair", "stool", "bench", "ottoman"),
}
"""Words that mean several classes; an item of the class itself goes before one of its family."""
_OWN_CLASS = {"lamp": "lamp", "light": "lamp", "table": "table", "seat": "chair"}
_MORE_NOUNS = {
    "light": "lamp", "seat": "chair", "houseplant": "plant", "telly": "tv", "tv set": "tv", "shelving": "bookcase",
    "gaming chair": "office chair", "corner sofa": "sofa", "sectional": "sofa", "sofa bed": "sofa",
    "reading lamp": "floor lamp", "bedside lamp": "table lamp", "hanging lamp": "pendant lamp", "flower pot": "plant",
    "书架": "bookcase", "灯": "lamp", "桌": "table", "椅": "chair", "柜": "cabinet", "地灯": "floor lamp",
    "桌子": "table", "吸顶灯": "pendant lamp", "电脑椅": "office chair", "电脑桌": "desk", "梳妆台": "dresser",
    "五斗柜": "dresser", "鞋柜": "cabinet", "单人床": "bed", "大床": "bed", "枕头": "cushion", "抱枕": "cushion",
    "灯具": "lamp", "圆桌": "dining table", "躺椅": "armchair", "绿萝": "plant", "花": "plant",
}  # fmt: skip


@cache
def nouns() -> Mapping[str, str]:
    """Every furniture noun, singular and plural, in either language, to the class it means."""
    found: dict[str, str] = {}
    for entry in CLASSES:
        for word in (entry.name, *entry.words):
            found.setdefault(plural(word), entry.name)
            found.setdefault(word, entry.name)
        for word in entry.zh:
            found.setdefault(word.lower(), entry.name)
    for word, name in _MORE_NOUNS.items():
        found[word] = name
        if word.isascii():
            found.setdefault(plural(word), name)
    for word, name in _OWN_CLASS.items():
        found[word] = found[plural(word)] = name
    return found
