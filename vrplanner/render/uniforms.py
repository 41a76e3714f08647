"""The uniform blocks that shaders/common/frame.glsl and lights.glsl declare, as numpy records (std140)."""

import numpy as np

MAX_WINDOWS = 6
MAX_LAMPS = 6

FRAME = np.dtype([("clip_from_world", "f4", (4, 4)), ("eye", "f4", 4), ("backdrop", "f4", 4)])
LIGHTS = np.dtype(
    [
        ("sun_clip_from_world", "f4", (4, 4)),
        ("to_sun", "f4", 4),
        ("sun_color", "f4", 4),
        ("ceiling_color", "f4", 4),
        ("wall_color", "f4", 4),
        ("floor_color", "f4", 4),
        ("plan_rect", "f4", 4),
        ("window_centre", "f4", (MAX_WINDOWS, 4)),
        ("window_normal", "f4", (MAX_WINDOWS, 4)),
        ("window_color", "f4", (MAX_WINDOWS, 4)),
        ("lamp_position", "f4", (MAX_LAMPS, 4)),
        ("lamp_color", "f4", (MAX_LAMPS, 4)),
    ]
)
FRAME_BINDING, LIGHTS_BINDING = 0, 1
"""Points the blocks are bound to. All numpy matrices are stored transposed: GLSL keeps columns together."""
