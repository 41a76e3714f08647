"""From a material's name and colour to a finish: a glTF material and the scale its textures are laid at."""

from dataclasses import dataclass
from functools import lru_cache

from vrplanner.core.color import linear_from_hex, linear_from_srgb
from vrplanner.core.model import Material
from vrplanner.generate import textures
from vrplanner.generate.colors import Rgb, mixed, rgb
from vrplanner.generate.vocabulary import MATERIALS

_BLACK: Rgb = (0.0, 0.0, 0.0)
_WHITE: Rgb = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Finish:
    """A material and the edge of one texture tile on the surface, metres; `scattered` gives every board its own stretch
    of the texture, so that no two show the same grain."""

    material: Material
    tile_m: float = 1.0
    scattered: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """How a material's colour spreads about its own: shares of black and white mixed in at the pattern's ends."""

    pattern: str
    darken: float
    lighten: float
    roughness: float
    metallic: float = 0.0
    scattered: bool = False


_LOOKS: dict[str, _Look] = {
    "fabric": _Look("fabric", 0.34, 0.12, 0.95),
    "linen": _Look("linen", 0.26, 0.14, 0.95),
    "cotton": _Look("cotton", 0.18, 0.06, 0.95),
    "boucle": _Look("boucle", 0.4, 0.1, 1.0),
    "shaggy": _Look("shaggy", 0.5, 0.15, 1.0),
    "velvet": _Look("velvet", 0.26, 0.16, 0.78),
    "leather": _Look("leather", 0.32, 0.08, 0.5),
    "wool": _Look("fabric", 0.28, 0.14, 1.0),
    "pile": _Look("pile", 0.4, 0.1, 1.0),
    "knit": _Look("knit", 0.45, 0.1, 1.0),
    "jute": _Look("jute", 0.45, 0.15, 1.0),
    "paper": _Look("smooth", 0.03, 0.0, 0.95),
    "oak": _Look("oak", 0.36, 0.2, 0.55, scattered=True),
    "light oak": _Look("oak", 0.28, 0.2, 0.58, scattered=True),
    "walnut": _Look("walnut", 0.52, 0.16, 0.48, scattered=True),
    "pine": _Look("pine", 0.3, 0.22, 0.6, scattered=True),
    "beech": _Look("beech", 0.2, 0.14, 0.52, scattered=True),
    "birch": _Look("beech", 0.16, 0.16, 0.55, scattered=True),
    "ash": _Look("oak", 0.28, 0.22, 0.56, scattered=True),
    "cherry": _Look("beech", 0.32, 0.14, 0.42, scattered=True),
    "teak": _Look("walnut", 0.36, 0.16, 0.52, scattered=True),
    "mahogany": _Look("walnut", 0.42, 0.12, 0.36, scattered=True),
    "bamboo": _Look("bamboo", 0.4, 0.2, 0.5, scattered=True),
    "wood": _Look("oak", 0.36, 0.2, 0.55, scattered=True),
    "lacquer": _Look("smooth", 0.02, 0.0, 0.38),
    "metal": _Look("smooth", 0.04, 0.0, 0.46, 0.85),
    "chrome": _Look("brushed", 0.12, 0.06, 0.3, 1.0),
    "brass": _Look("brushed", 0.14, 0.05, 0.3, 1.0),
    "marble": _Look("marble", 0.62, 0.0, 0.2, scattered=True),
    "stone": _Look("stone", 0.35, 0.3, 0.5, scattered=True),
    "concrete": _Look("concrete", 0.25, 0.14, 0.85, scattered=True),
    "ceramic": _Look("smooth", 0.04, 0.0, 0.3),
    "plastic": _Look("smooth", 0.03, 0.0, 0.42),
    "rattan": _Look("rattan", 0.72, 0.12, 0.7),
    "leaf": _Look("leaf", 0.5, 0.22, 0.55),
    "soil": _Look("soil", 0.7, 0.1, 1.0),
}
_PLAIN = ("lacquer", "metal", "ceramic", "plastic", "paper")
"""Surfaces whose colour is so even that a colour texture would only cost memory."""


@lru_cache(maxsize=256)
def finish(material: str, color: str | None = None) -> Finish:
    """The finish of a material of `vocabulary.MATERIALS` (or "shaggy", "pile", "leaf", "soil"), dyed, stained or
    painted in `color` ("#rrggbb"); its usual colour when None."""
    if material == "glass":
        return _glass(color)
    look = _LOOKS[material]
    own = rgb(color or MATERIALS[material].hex)
    patterned = textures.pattern(look.pattern)
    if material in _PLAIN:
        r, g, b = (linear_from_srgb(channel) for channel in own)
        painted = Material(name=material, color=(r, g, b, 1.0), metallic=look.metallic, roughness=look.roughness)
        return Finish(painted, patterned.tile_m)
    dark, light = mixed(own, _BLACK, look.darken), mixed(own, _WHITE, look.lighten)
    made = Material(
        name=material,
        color=(1.0, 1.0, 1.0, 1.0),
        metallic=look.metallic,
        roughness=min(1.0, look.roughness * textures.ROUGHNESS_SCALE),
        color_texture=textures.color_texture(look.pattern, dark, own, light),
        normal_texture=textures.normal_texture(look.pattern),
        roughness_metal_texture=textures.roughness_texture(look.pattern) if look.roughness < 0.8 else None,
    )
    return Finish(made, patterned.tile_m, look.scattered)


def _glass(color: str | None) -> Finish:
    r, g, b = linear_from_hex(color or MATERIALS["glass"].hex)
    return Finish(Material(name="glass", color=(r, g, b, 0.28), roughness=0.06, blend=True))


def plain(name: str, color: str, *, roughness: float = 0.6, metallic: float = 0.0) -> Finish:
    """One even colour without textures: screens, bulbs, rubber feet."""
    r, g, b = linear_from_hex(color)
    return Finish(Material(name=name, color=(r, g, b, 1.0), roughness=roughness, metallic=metallic))


def glowing(name: str, color: str, strength: float = 1.0) -> Finish:
    """A lamp's bulb or lit shade."""
    r, g, b = linear_from_hex(color)
    light = (min(r * strength, 1.0), min(g * strength, 1.0), min(b * strength, 1.0))
    return Finish(Material(name=name, color=(r, g, b, 1.0), roughness=0.6, emissive=light))


def mirror_glass() -> Finish:
    return Finish(Material(name="mirror", color=(0.86, 0.88, 0.88, 1.0), metallic=1.0, roughness=0.04))
