"""Scenes from a file that describes rooms in words and figures, for trying sentences out without a project.

    {"scenes": {"study": {"title": …, "room": {"width_x", "depth_z", "height", "windows": […], "doors": […]},
                          "items": [{"id", "class", "name", "color", "position": [x, z], "yaw", "size": [w, d, h]}],
                          "avatar": {"wearing": [{"garment", "color", "size"}]}}}}

x grows to the east, z to the south, the origin is the centre of the floor; a yaw of 0 looks south, 90 east.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vrplanner.assistant.context import Context
from vrplanner.core.errors import InvalidFile, InvalidInput, NotFound
from vrplanner.core.geometry import Point2
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar, Garment, Measurements
from vrplanner.core.room import Opening, Room, room_from_corners, with_opening
from vrplanner.core.scene import Scene

_SIDES = ("north", "east", "south", "west")
_LOOKS: Mapping[str, Point2] = {"north": (0.0, -1.0), "south": (0.0, 1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0)}


def read_scenes(path: Path) -> dict[str, Scene]:
    """Every scene of a file by its id. Raises NotFound, InvalidFile with the scene and what is wrong in it."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except (OSError, ValueError, RecursionError) as damaged:
        raise InvalidFile(f"{path.name} is not a JSON file.") from damaged
    scenes = plain.get("scenes") if isinstance(plain, dict) else None
    if not isinstance(scenes, dict):
        raise InvalidFile(f'{path.name} has no "scenes".')
    return {name: _checked(name, entry) for name, entry in scenes.items()}


def _checked(name: str, entry: Any) -> Scene:
    try:
        return scene_from_plain(entry)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as wrong:
        raise InvalidFile(f'The scene "{name}" is not complete: {wrong!r}.') from wrong


def scene_from_plain(entry: Mapping[str, Any]) -> Scene:
    """One scene of such a file."""
    room = _room(entry["room"], str(entry.get("title", "Room")))
    items: dict[str, Item] = {}
    for plain in entry.get("items", ()):
        items[plain["id"]] = _item(plain)
    for plain in entry.get("items", ()):
        if plain.get("on") in items:
            items[plain["id"]] = _stood_on(items[plain["id"]], items[plain["on"]])
    garments, avatars = _people(entry.get("avatar"))
    return Scene(rooms={room.id: room}, items=items, garments=garments, avatars=avatars, name=room.name)


def _room(plain: Mapping[str, Any], title: str) -> Room:
    half_w, half_d = plain["width_x"] / 2, plain["depth_z"] / 2
    corners = [(-half_w, -half_d), (half_w, -half_d), (half_w, half_d), (-half_w, half_d)]
    room = room_from_corners("room_1", corners, height_m=plain.get("height", 2.5), name=title)
    for kind in ("window", "door"):
        for opening in plain.get(f"{kind}s", ()):
            side = _SIDES.index(opening["wall"])
            half_m = half_w if side in (0, 2) else half_d
            # Walls run clockwise, so along the south and west walls the coordinates count down.
            middle_m = half_m + opening["centre"] * (1 if side in (0, 1) else -1)
            made = Opening(
                id=opening["id"],
                kind="door" if kind == "door" else "window",
                offset_m=middle_m - opening["width"] / 2,
                width_m=opening["width"],
                height_m=opening["height"],
                sill_m=opening.get("sill", 0.0),
            )
            room = with_opening(room, room.walls[side].id, made)
    room.check()
    return room


def _item(plain: Mapping[str, Any]) -> Item:
    x, z = plain["position"][0], plain["position"][-1]
    width, depth, height = plain["size"]
    return Item(
        id=plain["id"],
        kind=str(plain["class"]),
        name=str(plain.get("name", plain["class"])),
        position=(float(x), 0.0, float(z)),
        yaw_rad=math.radians(plain.get("yaw", 0)),
        size=(float(width), float(height), float(depth)),
        color=str(plain.get("color", "")),
        material=str(plain.get("material", "")),
        price=plain.get("price"),
        currency=str(plain.get("currency", "")),
    )


def _stood_on(item: Item, below: Item) -> Item:
    from dataclasses import replace

    return replace(item, position=(item.position[0], below.position[1] + below.size[1], item.position[2]))


def _people(plain: Mapping[str, Any] | None) -> tuple[dict[str, Garment], dict[str, Avatar]]:
    if plain is None:
        return {}, {}
    garments = {
        f"garment_{number}": Garment(
            id=f"garment_{number}",
            kind=str(worn["garment"]),
            name=" ".join(str(worn[key]) for key in ("color", "garment") if worn.get(key)),
            color=str(worn.get("color", "")),
            size_label=str(worn.get("size", "")),
        )
        for number, worn in enumerate(plain.get("wearing", ()), 1)
    }
    measurements = Measurements(height_m=float(plain.get("height", 1.7)), chest_m=plain.get("chest"))
    avatar = Avatar(id="avatar_1", name="Avatar", measurements=measurements, wearing=tuple(garments))
    return garments, {avatar.id: avatar}


def context_from_plain(plain: Mapping[str, Any] | None) -> Context:
    """The context of a batch line: `selected`, `pointed`, `last`, `pending`, and where the viewer `looks`."""
    plain = plain or {}
    looks = plain.get("looks", "north")
    if looks not in _LOOKS:
        raise InvalidInput(f'A viewer cannot look "{looks}".', hint=f"Known: {', '.join(_LOOKS)}.")
    last = plain.get("last") or ()
    return Context(
        selected=plain.get("selected"),
        pointed=plain.get("pointed"),
        last=(last,) if isinstance(last, str) else tuple(last),
        pending=str(plain.get("pending") or ""),
        looks=_LOOKS[looks],
    )
