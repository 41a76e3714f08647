"""Finishes of floors, walls and ceilings as materials."""

from vrplanner.core.color import linear_from_hex
from vrplanner.core.model import Material
from vrplanner.core.room import Finish


def finish_material(finish: Finish, *, name: str = "") -> tuple[Material, float]:
    """The material of a finish, and how many metres one repeat of its pattern covers."""
    return Material(name=name, color=(*linear_from_hex(finish.color), 1.0), roughness=0.9), 1.0
