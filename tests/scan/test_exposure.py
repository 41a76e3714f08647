"""Colours measured in bad light come out as they are by day."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.color import linear_from_srgb_array, srgb_from_linear_array
from vrplanner.scan.exposure import WHITE_CEILING, balanced
from vrplanner.scan.fusion import Surface

WALL = np.array([0.50, 0.42, 0.30])


def seen_in(light: tuple[float, float, float], *, ceiling: int = 500) -> Surface:
    """A wall of a known reflectance and a ceiling of white paint, as a camera sees them in this light."""
    points = np.zeros((1000 + ceiling, 3), np.float32)
    points[:1000, 1] = np.linspace(0.0, 2.0, 1000)
    points[1000:, 1] = 2.5
    reflectance = np.vstack([np.tile(WALL, (1000, 1)), np.full((ceiling, 3), WHITE_CEILING)])
    colors = srgb_from_linear_array(reflectance * light).astype(np.float32)
    return Surface(points=points, normals=points, colors=colors, triangles=np.zeros((0, 3), np.uint32))


@given(light=st.tuples(*[st.floats(0.4, 1.0)] * 3))
def test_a_dim_yellow_lamp_does_not_paint_the_walls(light: tuple[float, float, float]) -> None:
    surface = balanced(seen_in(light), 2.5)
    np.testing.assert_allclose(linear_from_srgb_array(surface.colors[0]), WALL, atol=0.01)


def test_without_a_ceiling_nothing_is_changed() -> None:
    surface = seen_in((0.5, 0.5, 0.5), ceiling=20)
    assert balanced(surface, 2.5) is surface
