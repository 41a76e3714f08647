"""A model in another colour: what it is mostly made of takes the colour, legs and handles keep theirs."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from vrplanner.core.color import hex_from_linear, linear_from_hex, linear_from_srgb
from vrplanner.core.model import Material, Model, Part, Texture
from vrplanner.core.progress import Progress, silent


def recolored(model: Model, color: str, *, progress: Progress = silent) -> Model:
    """The same shapes with the material of the largest area tinted so that it looks like `color` (`#rrggbb`)."""
    main = _main_material(model)
    wanted = linear_from_hex(color)
    tinted: dict[int, Material] = {}
    for i, part in enumerate(model.parts):
        progress(i / len(model.parts))
        if part.material.name == main and id(part.material) not in tinted:
            tinted[id(part.material)] = _tinted(part.material, wanted)
    return Model(
        parts=tuple(replace(part, material=tinted.get(id(part.material), part.material)) for part in model.parts)
    )


def main_color(model: Model) -> str:
    """What colour it mostly looks, `#rrggbb`; "" for a model without triangles."""
    main = _main_material(model)
    material = next((part.material for part in model.parts if part.material.name == main), None)
    if material is None:
        return ""
    red, green, blue, _ = material.color
    if material.color_texture is not None:
        mean = _mean_linear(material.color_texture)
        red, green, blue = red * mean[0], green * mean[1], blue * mean[2]
    return hex_from_linear((red, green, blue))


def _main_material(model: Model) -> str:
    """The name of the material that covers most; "" when there are none."""
    areas: dict[str, float] = defaultdict(float)
    for part in model.parts:
        areas[part.material.name] += _area(part)
    return max(areas, key=lambda name: areas[name], default="")


def _area(part: Part) -> float:
    corners = part.positions[part.triangles].astype(float)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return float(np.linalg.norm(across, axis=1).sum() / 2)


def _tinted(material: Material, wanted: tuple[float, float, float]) -> Material:
    """Of this colour on average; a texture that is too dark for it has to go."""
    alpha = material.color[3]
    if material.color_texture is not None:
        mean = _mean_linear(material.color_texture)
        red, green, blue = (w / max(m, 1e-4) for w, m in zip(wanted, mean, strict=True))
        if max(red, green, blue) <= 1.0:
            return replace(material, color=(red, green, blue, alpha))
    return replace(material, color=(*wanted, alpha), color_texture=None)


def _mean_linear(texture: Texture) -> tuple[float, float, float]:
    small = QImage.fromData(texture.data).scaled(
        8, 8, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    if small.isNull():
        return 0.0, 0.0, 0.0
    pixels = [small.pixelColor(x, y) for x in range(small.width()) for y in range(small.height())]
    red, green, blue = (
        sum(linear_from_srgb(channel) for channel in channels) / len(pixels)
        for channels in zip(*((p.redF(), p.greenF(), p.blueF()) for p in pixels), strict=True)
    )
    return red, green, blue
