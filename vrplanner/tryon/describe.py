"""Words about a garment, English or Chinese, to what has to be made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vrplanner.core.errors import InvalidInput
from vrplanner.tryon.garment_words import COLORS, FABRICS, FITS, KINDS, LENGTHS, NECKLINES, PATTERNS, SLEEVES

# What a kind is like when the words leave it open: sleeve, length, neckline, fabric, fit, colour.
USUAL: Mapping[str, tuple[str, str, str, str, str, str]] = {
    "t-shirt": ("short", "hip", "round", "cotton", "regular", "white"),
    "top": ("short", "hip", "round", "cotton", "regular", "cream"),
    "tank top": ("none", "hip", "scoop", "cotton", "slim", "white"),
    "sweater": ("long", "hip", "round", "knit", "regular", "beige"),
    "cardigan": ("long", "hip", "v", "knit", "regular", "grey"),
    "shirt": ("long", "hip", "collar", "cotton", "regular", "light blue"),
    "jacket": ("long", "hip", "lapel", "wool", "regular", "charcoal"),
    "coat": ("long", "knee", "lapel", "wool", "regular", "camel"),
    "dress": ("short", "knee", "round", "cotton", "regular", "navy"),
    "skirt": ("none", "knee", "waist", "cotton", "regular", "black"),
    "jeans": ("none", "full", "waist", "denim", "regular", "denim blue"),
    "leggings": ("none", "full", "waist", "cotton", "slim", "black"),
    "shorts": ("none", "short", "waist", "cotton", "regular", "khaki"),
    "trousers": ("none", "full", "waist", "cotton", "regular", "charcoal"),
}
DENIM_BLUE = "#3b5375"
OUTERWEAR = frozenset({"coat", "jacket", "cardigan"})
LOWER_BODY = frozenset({"skirt", "jeans", "leggings", "shorts", "trousers"})
# What a pattern is drawn in when only one colour is named.
PATTERN_COLORS = {"light": "#2b3350", "dark": "#f1ede4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GarmentSpec:
    """A garment to make. `fit` is slim, regular, loose or flared; colours are sRGB "#rrggbb"."""

    kind: str
    color_name: str
    color: str
    fabric: str
    pattern: str
    pattern_color: str
    length: str
    sleeve: str
    fit: str
    neckline: str
    words: str

    @property
    def pleated(self) -> bool:
        """Whether the words ask for pressed pleats."""
        return "pleat" in self.words.lower() or "百褶" in self.words

    @property
    def layer(self) -> int:
        """0 on the lower body, 1 on the trunk, 2 over everything: the order in which people put clothes on."""
        return 0 if self.kind in LOWER_BODY else 2 if self.kind in OUTERWEAR else 1

    @property
    def name(self) -> str:
        """A short English name: "navy striped cotton t-shirt"."""
        described = [self.color_name, "" if self.pattern == "plain" else self.pattern, self.fabric, self.kind]
        if self.kind == "jeans":
            described[2] = ""
        return " ".join(word for word in described if word)


def describe_garment(words: str) -> GarmentSpec:
    """Read a description such as "a loose navy linen dress, knee length" or “红色长袖毛衣”.

    Raises InvalidInput when no garment is named in it.
    """
    text = " ".join(words.split())
    kind = _first(text, KINDS)
    if kind is None:
        known = ", ".join(KINDS)
        raise InvalidInput(f'I know no garment in "{text}".', hint=f"Name one of: {known}.")
    sleeve, length, neckline, fabric, fit, color_name = USUAL[kind]
    colors = _all_colors(text)
    pattern = _first(text, PATTERNS) or "plain"
    color = COLORS[color_name][0] if color_name in COLORS else DENIM_BLUE
    fabric = _first(text, FABRICS) or fabric
    if colors:
        color_name, color = colors[0], COLORS[colors[0]][0]
    elif fabric == "denim":
        color_name, color = "denim blue", DENIM_BLUE
    if fabric == "denim" and color_name == "blue":
        color = DENIM_BLUE
    pattern_color = COLORS[colors[1]][0] if len(colors) > 1 else PATTERN_COLORS["light" if _is_light(color) else "dark"]
    sleeve = _first(text, SLEEVES) or sleeve
    without_sleeves = _without(text, SLEEVES)
    return GarmentSpec(
        kind=kind,
        color_name=color_name,
        color=color,
        fabric=fabric,
        pattern=pattern,
        pattern_color=pattern_color,
        length=_length(kind, _first(without_sleeves, LENGTHS), length),
        sleeve="none" if kind in LOWER_BODY else sleeve,
        fit=_first(text, FITS) or fit,
        neckline=neckline if kind in LOWER_BODY else _first(text, NECKLINES) or neckline,
        words=text,
    )


def _length(kind: str, said: str | None, usual: str) -> str:
    if said is None or (kind == "shorts" and said == "short"):
        return usual
    if said == "long":
        return {"dress": "maxi", "skirt": "maxi", "coat": "midi"}.get(kind, "full" if kind in LOWER_BODY else "long")
    if said == "short":
        return {"dress": "mini", "skirt": "mini", "coat": "hip"}.get(kind, "cropped")
    return said


def _is_light(color: str) -> bool:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.30 * red + 0.59 * green + 0.11 * blue > 140


def _spans(text: str, word: str) -> list[tuple[int, int]]:
    """Where a word stands: whole words for Latin letters, anywhere for Chinese, which has no spaces."""
    if word.isascii():
        pattern = rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
        return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    return [match.span() for match in re.finditer(re.escape(word), text)]


def _first(text: str, table: Mapping[str, tuple[str, ...]]) -> str | None:
    """The name with the longest word in the text; among equals, the last said ("jeans jacket" is a jacket)."""
    found = [
        (end - start, start, name)
        for name, words in table.items()
        for word in words
        for start, end in _spans(text, word)
    ]
    if table is KINDS:  # English and Chinese both put the thing itself last: "shirt dress", “牛仔裤裙”
        found = [entry for entry in found if not any(_covers(other, entry) for other in found)]
        return max(found, key=lambda entry: entry[1], default=(0, 0, None))[2]
    return max(found, default=(0, 0, None))[2]


def _covers(other: tuple[int, int, str], entry: tuple[int, int, str]) -> bool:
    """Whether a longer word takes in a shorter one, as T恤衫 does 衫."""
    starts_before, ends_after = other[1] <= entry[1], other[1] + other[0] >= entry[1] + entry[0]
    return other[0] > entry[0] and starts_before and ends_after


def _all_colors(text: str) -> list[str]:
    """Colour names in the order they are said; a longer word hides those inside it (dark blue: not blue)."""
    taken: list[tuple[int, int, str]] = []
    entries = [(word, name) for name, (_, words) in COLORS.items() for word in words]
    for word, name in sorted(entries, key=lambda entry: -len(entry[0])):
        for start, end in _spans(text, word):
            if all(end <= a or start >= b for a, b, _ in taken):
                taken.append((start, end, name))
    return list(dict.fromkeys(name for _, _, name in sorted(taken)))


def _without(text: str, table: Mapping[str, tuple[str, ...]]) -> str:
    """The text with the table's words blanked, so that "long sleeves" says nothing of the garment's length."""
    for words in table.values():
        for word in words:
            for start, end in _spans(text, word):
                text = text[:start] + " " * (end - start) + text[end:]
    return text
