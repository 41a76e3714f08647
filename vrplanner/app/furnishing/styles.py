"""How well a product fits a style, and how well products go together: 0..1 from their words, colours and materials.

Colours are compared in CIE Lab. What goes with what is the usual rule of thumb: greys, whites and blacks go with
everything, colours of one hue or of opposite hues go together, woods of one tone do, metals of one finish do.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from vrplanner.core.color import linear_from_hex
from vrplanner.core.errors import InvalidInput
from vrplanner.core.resources import assets_dir
from vrplanner.generate.vocabulary import COLORS, MATERIALS

Lab = tuple[float, float, float]
NEUTRAL_CHROMA = 14.0
"""Below this a colour is a grey, a white or a black to the eye."""
NO_STYLE_KINDS = frozenset({"tv", "plant", "fridge", "stove", "washing machine", "toilet", "bathtub"})
_WOOD_TONE = {
    "birch": 0.0, "ash": 0.0, "light oak": 0.1, "bamboo": 0.15, "pine": 0.2, "beech": 0.3, "oak": 0.3, "wood": 0.35,
    "rattan": 0.35, "teak": 0.6, "cherry": 0.75, "walnut": 0.85, "mahogany": 1.0,
}  # fmt: skip
_METAL_TONE = {"metal": 0.0, "chrome": 0.5, "brass": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What of a piece is seen: its class, the words it was made from, colour (a name or "#rrggbb") and material."""

    kind: str
    description: str
    color: str = ""
    material: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    name: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    near: Mapping[str, float]
    materials: frozenset[str]
    avoid_materials: frozenset[str]
    colors: tuple[str, ...]
    avoid_colors: tuple[str, ...]
    pro: tuple[str, ...]
    against: tuple[str, ...]


@cache
def styles() -> Mapping[str, Style]:
    """The styles of `assets/furnishing/styles.toml` by name."""
    table = tomllib.loads((assets_dir() / "furnishing" / "styles.toml").read_text(encoding="utf-8"))
    return {
        entry["name"]: Style(
            name=entry["name"],
            en=tuple(entry["en"]),
            zh=tuple(entry["zh"]),
            near=entry["near"],
            materials=frozenset(entry["materials"]),
            avoid_materials=frozenset(entry["avoid_materials"]),
            colors=tuple(entry["colors"]),
            avoid_colors=tuple(entry["avoid_colors"]),
            pro=tuple(entry["for"]),
            against=tuple(entry["against"]),
        )
        for entry in table["style"]
    }


def read_style(words: str) -> str:
    """The style a person names in English or Chinese. Raises InvalidInput naming the styles."""
    wanted = words.strip().lower().removesuffix(" style")
    for style in styles().values():
        if wanted in (style.name, *style.en, *style.zh):
            return style.name
    raise InvalidInput(f'"{words}" is no style known here.', hint=f"Known: {', '.join(styles())}.")


def style_fit(looks: Looks, style_name: str) -> float:
    """How well a piece fits a style, 0..1: half what its words say of style, the rest its material and colour."""
    if looks.kind in NO_STYLE_KINDS:
        return 0.75
    style = styles()[style_name]
    text = f" {looks.description.lower()} "
    said = _said_styles(text)
    word = max((1.0 if name == style_name else style.near.get(name, 0.1) for name in said), default=None)
    matter = _material_fit(looks, style)
    tint = _color_fit(looks, style)
    plain = 0.5 * matter + 0.5 * tint
    score = 0.9 * plain if word is None else 0.5 * word + 0.5 * plain
    score += 0.12 * sum(f" {cue}" in text for cue in style.pro)
    score -= 0.2 * sum(f" {cue}" in text for cue in style.against)
    return min(max(score, 0.0), 1.0)


def harmony(pieces: Sequence[Looks]) -> float:
    """How well pieces go together, 0..1: the mean over all pairs; 1 for fewer than two."""
    scores = [pair_harmony(a, b) for a, b in combinations(pieces, 2)]
    return sum(scores) / len(scores) if scores else 1.0


def goes_with(piece: Looks, others: Iterable[Looks]) -> float:
    """How well a piece goes with what is there already, 0..1; 1 where nothing is."""
    scores = [pair_harmony(piece, other) for other in others]
    return sum(scores) / len(scores) if scores else 1.0


def pair_harmony(a: Looks, b: Looks) -> float:
    """How well two pieces go together, 0..1: the worse of their colours and their materials counts most."""
    tint = _colors_together(lab_of(_hex_of(a)), lab_of(_hex_of(b)))
    matter = min(
        _tones_together(_tone(a.material, _WOOD_TONE), _tone(b.material, _WOOD_TONE)),
        _tones_together(_tone(a.material, _METAL_TONE), _tone(b.material, _METAL_TONE)),
    )
    if _tone(a.material, _WOOD_TONE) is not None and _tone(b.material, _WOOD_TONE) is not None:
        tint = matter  # two woods are judged by their tone; their colours only say the same again
    return 0.6 * min(tint, matter) + 0.4 * (tint + matter) / 2


@lru_cache(maxsize=512)
def lab_of(hex_color: str) -> Lab:
    """CIE L*a*b* (D65, 2°) of an sRGB colour "#rrggbb"."""
    red, green, blue = linear_from_hex(hex_color)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _colors_together(a: Lab, b: Lab) -> float:
    chroma_a, chroma_b = math.hypot(a[1], a[2]), math.hypot(b[1], b[2])
    strength = min(max((min(chroma_a, chroma_b) - NEUTRAL_CHROMA) / 40.0, 0.0), 1.0)
    apart_deg = abs(math.degrees(math.atan2(a[2], a[1]) - math.atan2(b[2], b[1]))) % 360
    apart_deg = min(apart_deg, 360 - apart_deg)
    if apart_deg <= 40:
        hues = 1.0
    elif apart_deg >= 140:
        hues = 0.65
    else:
        hues = 1.0 - 0.8 * min((apart_deg - 40) / 50, (140 - apart_deg) / 50 + 0.43, 1.0)
    return 1.0 - strength * (1.0 - hues)


def _tone(material: str, tones: Mapping[str, float]) -> float | None:
    return tones.get(material)


def _tones_together(a: float | None, b: float | None) -> float:
    """Alike is 1, the lightest and the darkest 0.3; 1 where one of them is of another family."""
    return 1.0 if a is None or b is None else 1.0 - 0.7 * abs(a - b)


def _said_styles(text: str) -> list[str]:
    return [style.name for style in styles().values() if any(f" {word} " in text for word in style.en)]


def _material_fit(looks: Looks, style: Style) -> float:
    if looks.material in style.materials:
        return 1.0
    return 0.0 if looks.material in style.avoid_materials else 0.5


def _color_fit(looks: Looks, style: Style) -> float:
    """1 on a colour of the style, falling to 0.3 at a difference of 40; near one that it avoids at most 0.2."""
    own = lab_of(_hex_of(looks))
    nearest = min(math.dist(own, lab_of(_hex(name))) for name in style.colors)
    avoided = min((math.dist(own, lab_of(_hex(name))) for name in style.avoid_colors), default=math.inf)
    fit = 1.0 - 0.7 * min(nearest / 40.0, 1.0)
    return min(fit, 0.2) if avoided < 8 and avoided < nearest else fit


def _hex_of(looks: Looks) -> str:
    return looks.color if looks.color.startswith("#") else _hex(looks.color or looks.material)


def _hex(name: str) -> str:
    if name in COLORS:
        return COLORS[name].hex
    return MATERIALS[name].hex if name in MATERIALS else "#85868a"
