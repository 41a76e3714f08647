"""How to hold a headset that nobody wears."""

import math

from vrplanner.xr.pose import turned
from vrplanner.xr.remote import EYE_HEIGHT_M, ControllerState, Devices, HeadPose


def look_around(frame: int) -> Devices:
    """A calm person: the head sways a little to either side, the hands are held ready and point ahead."""
    sway_rad = math.radians(6) * math.sin(frame / 12)
    return Devices(
        head=HeadPose(position=(0.0, EYE_HEIGHT_M, 0.0), orientation=turned(sway_rad, math.radians(-12))),
        left=ControllerState(position=(-0.22, 1.28, -0.38), orientation=turned(math.radians(12), math.radians(-22))),
        right=ControllerState(position=(0.22, 1.28, -0.38), orientation=turned(math.radians(-4), math.radians(-24))),
    )
