"""Hypothesis strategies for scenes and for every registered command on a scene."""

import math

from hypothesis import strategies as st

from vrplanner.core.camera import Camera
from vrplanner.core.commands import items, people, relations, rooms, views
from vrplanner.core.commands.base import Command, Macro
from vrplanner.core.furniture import CLASSES
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar, Garment, Measurements
from vrplanner.core.relation import RELATION_KINDS, Relation
from vrplanner.core.room import Finish, Opening, Room, Socket, room_from_corners, with_opening, with_socket
from vrplanner.core.scene import Scene

metres = st.floats(-20, 20, allow_nan=False).map(lambda value: round(value, 6))
sides = st.floats(0.01, 6).map(lambda value: round(value, 6))
angles = st.floats(-math.pi, math.pi)
points = st.tuples(metres, metres, metres)
sizes = st.tuples(sides, sides, sides)
words = st.text(max_size=6)
colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
digests = st.none() | st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
kinds = st.sampled_from([entry.name for entry in CLASSES])
finishes = st.builds(Finish, color=colors, material=st.sampled_from(["", "oak", "tile"]))
extras = st.dictionaries(st.from_regex(r"x_[a-z]{1,5}", fullmatch=True), st.none() | st.integers() | words, max_size=2)


def items_named(item_id: str) -> st.SearchStrategy[Item]:
    return st.builds(
        Item, id=st.just(item_id), kind=kinds, name=words, position=points, yaw_rad=angles, size=sizes, model=digests,
        color=colors, material=words, description=words, fixed=st.booleans(), price=st.none() | sides, extra=extras,
    )  # fmt: skip


@st.composite
def rooms_named(draw: st.DrawFn, room_id: str) -> Room:
    """A rectangle, sometimes with one corner cut out, sometimes with a window, sometimes with sockets."""
    width, depth, height = draw(st.floats(2, 8)), draw(st.floats(2, 8)), draw(st.floats(2, 4))
    corners = [(0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)]
    if draw(st.booleans()):
        corners[2:3] = [(width, depth / 2), (width / 2, depth / 2), (width / 2, depth)]
    room = room_from_corners(room_id, corners, height_m=height, name=draw(words))
    if draw(st.booleans()):
        window = Opening(id=f"{room_id}.window", kind="window", offset_m=0.2, width_m=1.0, height_m=1.0, sill_m=0.8)
        room = with_opening(room, room.walls[0].id, window)
    for number in range(draw(st.integers(0, 2))):
        room = with_socket(room, room.walls[number].id, draw(sockets_named(f"socket_{number + 1}")))
    return room


def sockets_named(socket_id: str) -> st.SearchStrategy[Socket]:
    """Sockets that any wall of `rooms_named` is long and high enough for."""
    return st.builds(
        Socket, id=st.just(socket_id), offset_m=st.floats(0, 1), height_m=st.just(0.3) | st.floats(0, 2), extra=extras
    )


def avatars_named(avatar_id: str, wearing: tuple[str, ...]) -> st.SearchStrategy[Avatar]:
    return st.builds(
        Avatar, id=st.just(avatar_id), name=words, measurements=st.builds(Measurements, height_m=st.floats(1, 2)),
        build=st.sampled_from(["female", "male", "neutral"]), position=points, yaw_rad=angles, model=digests,
        wearing=st.just(wearing), extra=extras,
    )  # fmt: skip


def garments_named(garment_id: str) -> st.SearchStrategy[Garment]:
    return st.builds(Garment, id=st.just(garment_id), kind=words, name=words, color=colors, model=digests, extra=extras)


def cameras_named(camera_id: str) -> st.SearchStrategy[Camera]:
    return st.builds(
        Camera, id=st.just(camera_id), name=words, position=points, target=st.just((90.0, 0.0, 0.0)), extra=extras
    )


@st.composite
def relations_named(draw: st.DrawFn, relation_id: str) -> Relation:
    """A relation between two of the three items, or of one to the daylight."""
    kind = draw(st.sampled_from(RELATION_KINDS))
    item_id, target_id, _ = draw(st.permutations(("item_1", "item_2", "item_3")))
    near_m, far_m = sorted(draw(st.tuples(st.floats(0, 9), st.floats(0, 9))))
    return Relation(
        id=relation_id, kind=kind, item_id=item_id, target_id=None if kind == "daylight" else target_id,
        near_m=draw(st.none() | st.just(near_m)), far_m=draw(st.none() | st.just(far_m)),
        max_angle_rad=draw(st.none() | st.floats(0, math.pi)), wanted=draw(st.booleans()), extra=draw(extras),
    )  # fmt: skip


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A scene with one room, three items and what they are to each other, an avatar that wears one of two garments, and
    a view.
    """
    worn, spare = draw(garments_named("garment_1")), draw(garments_named("garment_2"))
    return Scene(
        rooms={"room_1": draw(rooms_named("room_1"))},
        items={name: draw(items_named(name)) for name in ("item_1", "item_2", "item_3")},
        avatars={"avatar_1": draw(avatars_named("avatar_1", ("garment_1",)))},
        garments={"garment_1": worn, "garment_2": spare},
        cameras={"camera_1": draw(cameras_named("camera_1"))},
        relations={name: draw(relations_named(name)) for name in ("relation_1", "relation_2", "relation_3")},
        name=draw(words),
        extra=draw(extras),
    )


some_item = st.sampled_from(["item_1", "item_2", "item_3"])
window = Opening(id="new_window", kind="window", offset_m=0.1, width_m=0.8, height_m=0.9, sill_m=0.9)

COMMAND_STRATEGIES: dict[str, st.SearchStrategy[Command]] = {
    "place_item": st.builds(items.PlaceItem, item=items_named("item_new")),
    "move_item": st.builds(
        items.MoveItem, item_id=some_item, position=st.none() | points, yaw_rad=st.none() | angles
    ),
    "resize_item": st.builds(items.ResizeItem, item_id=some_item, size=sizes),
    "restyle_item": st.builds(
        items.RestyleItem, item_id=some_item, color=st.none() | colors, material=st.none() | words
    ),
    "replace_item": st.builds(items.ReplaceItem, item_id=some_item, item=items_named("item_other")),
    "rename_item": st.builds(items.RenameItem, item_id=some_item, new_name=words),
    "fix_item": st.builds(items.FixItem, item_id=some_item, fixed=st.booleans()),
    "remove_item": st.builds(items.RemoveItem, item_id=some_item),
    "set_room": st.builds(rooms.SetRoom, room=rooms_named("room_1") | rooms_named("room_2")),
    "remove_room": st.just(rooms.RemoveRoom(room_id="room_1")),
    "set_opening": st.just(rooms.SetOpening(room_id="room_1", wall_id="room_1.wall_2", opening=window)),
    "remove_opening": st.just(rooms.RemoveOpening(room_id="room_1", opening_id="room_1.window")),
    "set_socket": st.builds(
        rooms.SetSocket, room_id=st.just("room_1"), wall_id=st.sampled_from(["room_1.wall_1", "room_1.wall_2"]),
        socket=sockets_named("socket_1") | sockets_named("socket_3"),
    ),
    "remove_socket": st.builds(
        rooms.RemoveSocket, room_id=st.just("room_1"), socket_id=st.sampled_from(["socket_1", "socket_2"])
    ),
    "paint_surface": st.builds(
        rooms.PaintSurface, room_id=st.just("room_1"), surface=st.sampled_from(["wall", "floor", "ceiling"]),
        finish=finishes, wall_id=st.none() | st.just("room_1.wall_1"),
    ),
    "set_avatar": st.builds(
        people.SetAvatar, avatar=avatars_named("avatar_1", ("garment_2",)) | avatars_named("avatar_2", ())
    ),
    "move_avatar": st.builds(
        people.MoveAvatar, avatar_id=st.just("avatar_1"), position=st.none() | points, yaw_rad=st.none() | angles
    ),
    "remove_avatar": st.just(people.RemoveAvatar(avatar_id="avatar_1")),
    "set_garment": st.builds(people.SetGarment, garment=garments_named("garment_1") | garments_named("garment_3")),
    "remove_garment": st.builds(people.RemoveGarment, garment_id=st.sampled_from(["garment_1", "garment_2"])),
    "wear_garment": st.just(people.WearGarment(avatar_id="avatar_1", garment_id="garment_2")),
    "take_off_garment": st.just(people.TakeOffGarment(avatar_id="avatar_1", garment_id="garment_1")),
    "set_camera": st.builds(views.SetCamera, camera=cameras_named("camera_1") | cameras_named("camera_2")),
    "remove_camera": st.just(views.RemoveCamera(camera_id="camera_1")),
    "set_relation": st.builds(
        relations.SetRelation, relation=relations_named("relation_2") | relations_named("relation_4")
    ),
    "remove_relation": st.builds(
        relations.RemoveRelation, relation_id=st.sampled_from(["relation_1", "relation_2", "relation_3"])
    ),
}  # fmt: skip
single_commands = st.one_of(*COMMAND_STRATEGIES.values())
COMMAND_STRATEGIES["macro"] = st.builds(Macro, title=words, steps=st.lists(single_commands, max_size=4).map(tuple))
