"""What is done in a job when a room is furnished: the proposals, a picture of each, a small one of every piece."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QImage

from vrplanner.core.commands.items import PlaceItem
from vrplanner.core.errors import Cancelled, VrPlannerError
from vrplanner.core.item import Item
from vrplanner.core.model import ModelStore
from vrplanner.core.progress import Progress, part
from vrplanner.core.scene import Scene
from vrplanner.desktop.furnish_form import Wanted
from vrplanner.desktop.i18n import language
from vrplanner.desktop.scene_camera import OrbitCamera
from vrplanner.desktop.services_protocol import Furnishing, Services
from vrplanner.desktop.thumbnails import item_camera, item_scene, to_image
from vrplanner.desktop.whereabouts import rooms_of

ROOM_PX = (880, 484)
PIECE_PX = (88, 66)
PITCH_RAD = math.radians(50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Pictures: `rooms` in the order of the proposals, `pieces` by model; none where there is no OpenGL."""

    proposals: Sequence[Furnishing]
    rooms: Sequence[QImage] = ()
    pieces: Mapping[str, QImage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """`count` things of one make."""

    item: Item
    count: int


def pieces_of(proposal: Furnishing) -> list[Piece]:
    """What it would buy, what costs most first."""
    items = [command.item for command in proposal.commands if isinstance(command, PlaceItem)]
    by_make: dict[str, list[Item]] = {}
    for item in items:
        by_make.setdefault(item.product or item.id, []).append(item)
    found = [Piece(alike[0], len(alike)) for alike in by_make.values()]
    return sorted(found, key=lambda piece: -(piece.item.price or 0.0) * piece.count)


def work_out(
    services: Services, scene: Scene, models: ModelStore, wanted: Wanted, seed: int, *, progress: Progress
) -> Answer:
    """Runs on a job's thread."""
    proposals = services.furnish(
        scene, models, wanted.room_id, budget=wanted.budget, currency=wanted.currency, rate=wanted.rate,
        style=wanted.style, kind=wanted.kind, people=wanted.people, seed=seed,
        language="zh" if language() == "zh_CN" else "en", progress=part(progress, 0.0, 0.85),
    )  # fmt: skip
    try:
        rooms, pieces = _pictures(proposals, scene, models, wanted.room_id, progress=part(progress, 0.85, 1.0))
    except Cancelled:
        raise
    except VrPlannerError:
        return Answer(proposals=proposals)  # no OpenGL here; words and prices remain
    return Answer(proposals=proposals, rooms=rooms, pieces=pieces)


def _pictures(
    proposals: Sequence[Furnishing], scene: Scene, models: ModelStore, room_id: str, *, progress: Progress
) -> tuple[list[QImage], dict[str, QImage]]:
    """Of the room by each proposal, from one high corner, and of every piece by its model."""
    from vrplanner.render.offscreen import offscreen_renderer
    from vrplanner.render.settings import RenderSettings

    items = {piece.item.model: piece.item for proposal in proposals for piece in pieces_of(proposal)}
    rooms, pieces = [], {}
    with offscreen_renderer(models, RenderSettings(samples=4, shadow_pixels=1024, soft_shadow_pixels=512)) as drawer:
        for i, proposal in enumerate(proposals):
            progress(0.7 * i / len(proposals))
            shown = _only_room(proposal.preview(scene), room_id)
            orbit = replace(OrbitCamera(), pitch_rad=PITCH_RAD).fitted(shown, ROOM_PX[0] / ROOM_PX[1])
            rooms.append(to_image(drawer.picture(shown, orbit.zoomed(0.95).camera, size=ROOM_PX)))
        for i, (digest, item) in enumerate(items.items()):
            progress(0.7 + 0.3 * i / len(items))
            if digest is not None:
                camera = item_camera(item, PIECE_PX[0] / PIECE_PX[1])
                pieces[digest] = to_image(drawer.picture(item_scene(item, None, models), camera, size=PIECE_PX))
    return rooms, pieces


def _only_room(scene: Scene, room_id: str) -> Scene:
    """Without the other rooms of a flat, which would make this one small in the picture."""
    where = rooms_of(scene, scene.items.values())
    items = {item.id: item for item in scene.items.values() if where.get(item.id) == room_id}
    return replace(scene, rooms={room_id: scene.rooms[room_id]}, items=items, avatars={}, relations={})
