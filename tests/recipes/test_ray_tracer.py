"""The recipes' ray tracer: distances, colours and shadows of things whose looks are known."""

import numpy as np
import pytest

from vrplanner.core.model import Material, Model
from vrplanner.core.quads import FaceMesh, Frame
from vrplanner.recipes.ray_tracer import Lamp, Light, RayTracer, look_at, pixel_rays, srgb_bytes

AXES = Frame(np.zeros(3), *np.eye(3))


def box(xs: tuple[float, float], ys: tuple[float, float], zs: tuple[float, float], color: tuple[float, ...]) -> Model:
    mesh = FaceMesh(Material(color=(*color, 1.0)))
    mesh.box(AXES, xs, ys, zs)
    return Model((mesh.part(),))


def test_distance_normal_and_thing() -> None:
    tracer = RayTracer([(box((-1, 1), (0, 1), (-1, 1), (1, 0, 0)), np.eye(4))], Light(lamps=()))
    origins = np.array([[0, 3, 0], [5, 3, 0]], np.float32)
    seen = tracer.look(origins, np.array([[0, -1, 0], [0, -1, 0]], np.float32), shade=False)
    assert seen.distance_m[0] == pytest.approx(2)
    assert seen.normal[0] == pytest.approx([0, 1, 0])
    assert seen.color[0] == pytest.approx([1, 0, 0])
    assert seen.thing.tolist() == [0, -1]


def test_a_thing_throws_a_shadow() -> None:
    floor = box((-3, 3), (-0.1, 0), (-3, 3), (0.8, 0.8, 0.8))
    lid = box((-0.5, 0.5), (1.0, 1.1), (-0.5, 0.5), (0.8, 0.8, 0.8))
    light = Light(lamps=(Lamp(position=(0, 2.5, 0), color=(4, 4, 4)),), ambient=(0.1, 0.1, 0.1))
    tracer = RayTracer([(floor, np.eye(4)), (lid, np.eye(4))], light)
    origins = np.array([[0, 0.8, 0], [2.0, 0.8, 0]], np.float32)
    dark, lit = tracer.look(origins, np.array([[0, -1, 0], [0, -1, 0]], np.float32)).color[:, 0]
    assert lit > 3 * dark


def test_glass_is_left_out() -> None:
    pane = FaceMesh(Material(blend=True))
    pane.box(AXES, (-1, 1), (0, 1), (-1, 1))
    wall = box((-1, 1), (-1, -0.5), (-1, 1), (0, 1, 0))
    tracer = RayTracer([(Model((pane.part(),)), np.eye(4)), (wall, np.eye(4))], Light(lamps=()))
    seen = tracer.look(np.array([[0, 3, 0]], np.float32), np.array([[0, -1, 0]], np.float32), shade=False)
    assert seen.distance_m[0] == pytest.approx(3.5)


def test_the_middle_pixel_looks_at_the_target() -> None:
    pose = look_at((1, 1.5, 2), (3, 0.5, -1))
    _, directions, per_metre = pixel_rays((64, 48), 50.0, pose)
    middle = directions.reshape(48, 64, 3)[24, 32]
    assert middle == pytest.approx(np.array([2, -1, -3]) / np.sqrt(14), abs=1e-6)
    assert per_metre.reshape(48, 64)[24, 32] == pytest.approx(1)
    assert np.linalg.det(pose[:3, :3]) == pytest.approx(1)


def test_light_becomes_bytes() -> None:
    assert srgb_bytes(np.array([0.0, 0.2140, 50.0], np.float32)).tolist() == [0, 127, 255]
