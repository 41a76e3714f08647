"""The colours of things, from the colours a camera gave them.

A camera's exposure and the room's lamps tint and dim everything alike. Nearly every ceiling is white, so it serves as
the grey card: what makes it a usual white is done to every other colour (von Kries adaptation, in linear light).
"""

from dataclasses import replace

import numpy as np

from vrplanner.core.color import linear_from_srgb_array, srgb_from_linear_array
from vrplanner.scan.fusion import Surface

WHITE_CEILING = 0.70
"""What white ceiling paint (reflectance 0.8 to 0.85) counts as: a little less, since windows light walls better."""
LEAST_CEILING_POINTS = 200
GAIN_LIMITS = (0.6, 3.0)  # beyond these it is no white ceiling that was seen


def balanced(surface: Surface, height_m: float) -> Surface:
    """The surface (floor at y = 0) with the colours its things have by daylight; as it is if no ceiling was seen."""
    on_ceiling = np.abs(surface.points[:, 1] - height_m) < 0.04
    if on_ceiling.sum() < LEAST_CEILING_POINTS:
        return surface
    light = linear_from_srgb_array(surface.colors)
    gain = np.clip(WHITE_CEILING / np.maximum(np.median(light[on_ceiling], axis=0), 1e-3), *GAIN_LIMITS)
    return replace(surface, colors=srgb_from_linear_array(light * gain).astype(np.float32))
