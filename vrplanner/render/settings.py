"""How much work a picture may cost, and what it shows besides the furnished rooms."""

from dataclasses import dataclass

from vrplanner.core.geometry import Vec3


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """`samples` per pixel against jagged edges (0: none), used when the target has none of its own.

    `shadow_pixels` is the side of the sun's shadow map; 0 draws no shadows at all. `occlusion` darkens creases.
    `cutaway` opens rooms that are seen from outside: walls that would stand between the eye and the room are left out.
    `sun_direction` points from the sun to the room; None lets it shine through the largest window. `studio` shows a
    plain backdrop behind the rooms instead of a sky when the eye is outside.
    """

    samples: int = 4
    shadow_pixels: int = 2048
    soft_shadow_pixels: int = 512
    occlusion: bool = True
    cutaway: bool = True
    show_scan: bool = False
    show_avatars: bool = True
    studio: bool = True
    exposure: float = 1.0
    sun_direction: Vec3 | None = None


FAST = RenderSettings(samples=0, shadow_pixels=1024, soft_shadow_pixels=256, occlusion=False)
"""For software rendering in a headset loop and for thumbnails."""
