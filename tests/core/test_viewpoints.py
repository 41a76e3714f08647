"""The usual views stand inside the room, in nothing, and look at it."""

from hypothesis import given
from shapely.geometry import Point

from vrplanner.core.item import Item
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.core.viewpoints import corner_cameras, default_cameras

from .strategies import scenes


@given(scene=scenes())
def test_every_scene_has_views_and_corners_stand_inside(scene: Scene) -> None:
    assert len(default_cameras(scene)) >= 2
    for room in scene.rooms.values():
        for camera in corner_cameras(scene, room):
            assert room.polygon.contains(Point(camera.position[0], camera.position[2]))


def test_a_wardrobe_in_the_best_corner_moves_the_camera() -> None:
    room = room_from_corners("r", [(0, 0), (5, 0), (5, 4), (0, 4)])
    empty = corner_cameras(Scene(rooms={"r": room}), room)[0]
    x, _, z = empty.position
    wardrobe = Item(id="w", kind="wardrobe", name="W", position=(x, 0.0, z), size=(1.0, 2.1, 0.6))
    moved = corner_cameras(Scene(rooms={"r": room}, items={"w": wardrobe}), room)[0]
    assert moved.position != empty.position
    assert not wardrobe.footprint.contains(Point(moved.position[0], moved.position[2]))
