"""From a capture to a room with its furniture: fuse, level, find walls, openings and things, name them, report."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.color import hex_from_srgb
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.room import Finish, Opening, Room, Wall
from vrplanner.scan.capture import Capture
from vrplanner.scan.exposure import balanced
from vrplanner.scan.frames import Matrix
from vrplanner.scan.fusion import Fused, FusionSettings, Surface, fuse
from vrplanner.scan.labels import UNKNOWN, Classifier, Label, label_objects
from vrplanner.scan.levelling import Levelling, level
from vrplanner.scan.mesh import model_of, simplified
from vrplanner.scan.objects import FoundObject, find_objects
from vrplanner.scan.openings import FoundOpening, find_openings
from vrplanner.scan.rays import Rays
from vrplanner.scan.report import ItemReport, OpeningReport, ScanReport, WallReport
from vrplanner.scan.space import carve
from vrplanner.scan.structure import FoundWall, Structure, find_structure


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSettings:
    """`classifier` False leaves naming to sizes; `room_id` and `name` are those of the room that is made."""

    fusion: FusionSettings = field(default_factory=FusionSettings)
    classifier: bool = True
    most_triangles: int = 58_000
    room_id: str = "room_1"
    name: str = "Scanned room"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """`mesh` and `room` share one frame: metres, +Y up, floor at y = 0, the plan's middle at the origin. The room
    names the mesh as its `scan_model`. `room_from_world` takes the capture's own world there.
    """

    room: Room
    items: tuple[Item, ...]
    mesh: Model
    report: ScanReport
    room_from_world: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """Everything in the room's frame."""

    surface: Surface
    rays: Rays
    structure: Structure
    room_from_world: Matrix
    levelling: Levelling


class _Clock:
    def __init__(self) -> None:
        self.took_s: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.took_s[name] = round(time.perf_counter() - started, 2)


def scan_room(capture: Capture, *, settings: ScanSettings | None = None, progress: Progress = silent) -> ScanResult:
    """Measure the room a capture shows. Raises InvalidFile when frames are damaged or show no room."""
    settings, clock = settings or ScanSettings(), _Clock()
    with clock.stage("fusion"):
        fused = fuse(capture, settings=settings.fusion, progress=part(progress, 0.0, 0.5))
    with clock.stage("structure"):
        progress(0.5, "Finding floor and walls")
        levelled = _levelled(fused)
    with clock.stage("mesh"):
        progress(0.6, "Simplifying the surface")
        light = simplified(levelled.surface, levelled.structure.polygon, most_triangles=settings.most_triangles)
        mesh = model_of(light)
    with clock.stage("openings"):
        progress(0.75, "Finding doors and windows")
        structure = levelled.structure
        openings = find_openings(
            structure.walls, structure.height_m, levelled.rays, light, seen_height_m=structure.seen_height_m
        )
    with clock.stage("objects"):
        progress(0.8, "Finding furniture")
        by_daylight = balanced(levelled.surface, structure.height_m)
        objects = find_objects(by_daylight, structure)
    with clock.stage("labels"):
        classifier = _classifier() if settings.classifier and objects else None
        labels = label_objects(
            objects, capture, levelled.rays, levelled.room_from_world, classifier=classifier,
            progress=part(progress, 0.85, 1.0),
        )  # fmt: skip
    room = _room(structure, openings, by_daylight, mesh, settings)
    items = tuple(_item(thing, label, n) for thing, label, n in _numbered(objects, labels))
    things = list(zip(items, objects, labels, strict=True))
    report = _report(capture, levelled, room=room, openings=openings, things=things, mesh=mesh, took_s=clock.took_s)
    progress(1.0, "Scan ready")
    return ScanResult(room=room, items=items, mesh=mesh, report=report, room_from_world=levelled.room_from_world)


def _classifier() -> Classifier | None:
    from vrplanner.scan.engines.yolo import load_classifier

    return load_classifier()


def _levelled(fused: Fused) -> _Level:
    levelling = level(fused.surface, fused.world_from_cameras)
    matrix = levelling.level_from_world
    surface, rays = fused.surface.moved(matrix), fused.rays.moved(matrix)
    cameras = (matrix @ fused.world_from_cameras)[:, :3, 3]
    structure = find_structure(surface, carve(rays), cameras)
    x0, z0, x1, z1 = structure.polygon.bounds
    shift = np.eye(4)
    shift[0, 3], shift[2, 3] = -(x0 + x1) / 2, -(z0 + z1) / 2
    return _Level(
        surface=surface.moved(shift),
        rays=rays.moved(shift),
        structure=structure.shifted(float(shift[0, 3]), float(shift[2, 3])),
        room_from_world=shift @ matrix,
        levelling=levelling,
    )


def _room(
    structure: Structure, openings: list[FoundOpening], surface: Surface, mesh: Model, settings: ScanSettings
) -> Room:
    walls = []
    for index, wall in enumerate(structure.walls):
        name = f"{settings.room_id}.wall_{index + 1}"
        own = [(n, opening) for n, opening in enumerate(openings, 1) if opening.wall == index]
        finish = Finish(color=color) if (color := _wall_color(wall, surface)) else Finish()
        made = tuple(_opening(opening, f"{settings.room_id}.{opening.kind}_{n}", wall) for n, opening in own)
        start = (round(wall.start[0], 4), round(wall.start[1], 4))
        walls.append(Wall(id=name, start=start, openings=made, finish=finish, extra={"scanned": wall.line is not None}))
    floor = _color(surface, np.abs(surface.points[:, 1]) < 0.03)
    room = Room(
        id=settings.room_id, name=settings.name, walls=tuple(walls), height_m=round(structure.height_m, 4),
        floor=Finish(color=floor, material="oak") if floor else Finish(color="#c9a77c", material="oak"),
        scan_model=mesh.digest,
    )  # fmt: skip
    room.check()
    return room


def _opening(found: FoundOpening, opening_id: str, wall: FoundWall) -> Opening:
    width = min(found.width_m, wall.length_m - found.offset_m - 1e-3)
    return Opening(
        id=opening_id, kind=found.kind, offset_m=round(found.offset_m, 4), width_m=round(width, 4),
        height_m=round(found.height_m, 4), sill_m=round(found.sill_m, 4), extra={"confidence": found.confidence},
    )  # fmt: skip


def _wall_color(wall: FoundWall, surface: Surface) -> str:
    """The middle colour of the surface on a wall's plane; "" when there is too little."""
    if wall.line is None:
        return ""
    place, offset = wall.face.measure_points(surface.points[:, [0, 2]])
    return _color(surface, (np.abs(offset) < 0.04) & (place > 0.1) & (place < wall.length_m - 0.1))


def _color(surface: Surface, which: NDArray[np.bool_]) -> str:
    if which.sum() < 100:
        return ""
    red, green, blue = np.median(surface.colors[which], axis=0).tolist()
    return hex_from_srgb((red, green, blue))


def _numbered(objects: list[FoundObject], labels: list[Label]) -> Iterator[tuple[FoundObject, Label, int]]:
    seen: dict[str, int] = {}
    for thing, label in zip(objects, labels, strict=True):
        seen[label.kind] = seen.get(label.kind, 0) + 1
        yield thing, label, seen[label.kind]


def _item(thing: FoundObject, label: Label, number: int) -> Item:
    noun = "TV" + label.kind[2:] if label.kind.startswith("tv") else label.kind.capitalize()
    name = noun if number == 1 else f"{noun} {number}"
    return Item(
        id=f"{label.kind.replace(' ', '_')}_{number}",
        kind=label.kind,
        name=name,
        position=(round(thing.centre[0], 4), round(thing.bottom_m, 4), round(thing.centre[1], 4)),
        yaw_rad=round(thing.yaw_rad, 5),
        size=tuple(round(value, 4) for value in thing.size),
        color=thing.color,
        description=f"Found by the scan, {label.confidence:.0%} sure what it is",
        extra={"scanned": True, "confidence": label.confidence},
    )


def _report(
    capture: Capture,
    levelled: _Level,
    *,
    room: Room,
    openings: list[FoundOpening],
    things: list[tuple[Item, FoundObject, Label]],
    mesh: Model,
    took_s: dict[str, float],
) -> ScanReport:
    structure, levelling = levelled.structure, levelled.levelling
    x0, z0, x1, z1 = structure.polygon.bounds
    pairs = list(zip(room.walls, structure.walls, strict=True))
    return ScanReport(
        capture=capture.name,
        frames=len(capture),
        detected=capture.detected,
        width_m=round(x1 - x0, 3),
        depth_m=round(z1 - z0, 3),
        height_m=round(structure.height_m, 3),
        area_m2=round(structure.polygon.area, 2),
        ceiling_seen=structure.ceiling_seen,
        floor_seen_m2=round(levelling.floor_area_m2, 2),
        level_share=round(levelling.level_share, 3),
        manhattan_share=round(levelling.manhattan_share, 3),
        walls=tuple(_wall_report(wall.id, found) for wall, found in pairs),
        openings=tuple(_opening_report(n, opening, room) for n, opening in enumerate(openings, 1)),
        items=tuple(_item_report(item, found, label) for item, found, label in things),
        warnings=tuple(_warnings(structure, levelling, things)),
        timings_s=took_s,
        triangles=mesh.triangle_count,
    )


def _wall_report(wall_id: str, found: FoundWall) -> WallReport:
    residual_m = found.line.residual_m if found.line else 0.0
    confidence = found.coverage * float(np.exp(-residual_m / 0.05)) if found.line else 0.0
    return WallReport(
        id=wall_id, length_m=round(found.length_m, 3), seen=found.line is not None, coverage=round(found.coverage, 2),
        residual_m=round(residual_m, 4), confidence=round(confidence, 2),
    )  # fmt: skip


def _opening_report(number: int, found: FoundOpening, room: Room) -> OpeningReport:
    return OpeningReport(
        id=f"{room.id}.{found.kind}_{number}", wall=room.walls[found.wall].id, kind=found.kind,
        width_m=round(found.width_m, 3), height_m=round(found.height_m, 3), sill_m=round(found.sill_m, 3),
        through=found.through, missing=found.missing, solid=found.solid, confidence=found.confidence,
    )  # fmt: skip


def _item_report(item: Item, found: FoundObject, label: Label) -> ItemReport:
    return ItemReport(
        id=item.id, kind=label.kind, confidence=label.confidence, named_by=label.named_by, views=label.views,
        runner_up=label.runner_up, size_m=item.size, seen_share=round(found.seen_share, 2),
    )  # fmt: skip


def _warnings(
    structure: Structure, levelling: Levelling, things: list[tuple[Item, FoundObject, Label]]
) -> Iterator[str]:
    if levelling.floor_area_m2 < 0.5:
        yield "Hardly any floor was seen; its height is that of the lowest points."
    if not structure.ceiling_seen:
        yield "The ceiling was not seen; the room's height is an assumption."
    if levelling.manhattan_share < 0.5:
        yield "Few surfaces run square to each other; check the heading and the corners."
    unseen = sum(wall.line is None for wall in structure.walls)
    if unseen:
        yield f"{unseen} wall(s) were not seen: the plan ends where the camera's view ended."
    vague = sum(label.kind == UNKNOWN for _, _, label in things)
    if vague:
        yield f"{vague} thing(s) could not be named."
