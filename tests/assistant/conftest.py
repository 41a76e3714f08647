"""A furnished room to speak in."""

import pytest

from vrplanner.assistant.scene_view import SceneView, view_of
from vrplanner.assistant.scenes_file import scene_from_plain
from vrplanner.core.scene import Scene

LIVING_ROOM = {
    "title": "Living room",
    "room": {
        "width_x": 5.0,
        "depth_z": 4.0,
        "height": 2.5,
        "windows": [{"id": "window_1", "wall": "north", "centre": -0.3, "width": 1.4, "sill": 0.9, "height": 1.2}],
        "doors": [{"id": "door_1", "wall": "south", "centre": 1.7, "width": 0.9, "height": 2.05}],
    },
    "items": [
        {
            "id": "sofa_1",
            "class": "sofa",
            "name": "Sofa",
            "color": "grey",
            "material": "fabric",
            "position": [0, -1.5],
            "yaw": 0,
            "size": [2.0, 0.9, 0.85],
        },
        {
            "id": "chair_1",
            "class": "chair",
            "name": "Chair",
            "color": "red",
            "material": "oak",
            "position": [-1.5, 0.5],
            "yaw": 0,
            "size": [0.45, 0.5, 0.85],
        },
        {
            "id": "chair_2",
            "class": "chair",
            "name": "Chair",
            "color": "blue",
            "material": "oak",
            "position": [1.5, -1.0],
            "yaw": 0,
            "size": [0.45, 0.5, 0.85],
        },
        {
            "id": "desk_1",
            "class": "desk",
            "name": "Writing desk",
            "color": "brown",
            "material": "oak",
            "position": [-2.15, -0.5],
            "yaw": 90,
            "size": [1.2, 0.6, 0.74],
        },
        {
            "id": "lamp_1",
            "class": "floor lamp",
            "name": "Floor lamp",
            "color": "black",
            "material": "metal",
            "position": [2.2, 0.6],
            "yaw": 0,
            "size": [0.4, 0.4, 1.6],
        },
    ],
    "avatar": {"wearing": [{"garment": "shirt", "color": "white", "size": "M"}], "chest": 0.92},
}


@pytest.fixture(scope="session")
def living_room() -> Scene:
    return scene_from_plain(LIVING_ROOM)


@pytest.fixture
def view(living_room: Scene) -> SceneView:
    return view_of(living_room)
