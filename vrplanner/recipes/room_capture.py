"""Makes the capture of a living room that the demo scans: a known furnished room, seen by a hand-held depth camera.

The room is rendered as colour and depth along a path round it, with the faults of a structured-light or time-of-flight
sensor: noise that grows with the square of the distance (Nguyen, Izadi and Lovell, "Modeling Kinect sensor noise",
2012), missing depth at edges, at grazing angles and through glass, a limited range, and a slightly wrong pose.
`truth.json` beside the frames keeps what the room really is, to measure a scan against.
"""

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage
from scipy.interpolate import CubicSpline

from vrplanner.core.codec import to_plain
from vrplanner.core.drawn import world_from_model
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.core.progress import Progress, silent
from vrplanner.core.room import Finish, Opening, Room, Wall, room_from_corners, with_opening
from vrplanner.core.room_mesh import room_model
from vrplanner.recipes.ray_tracer import Lamp, Light, RayTracer, look_at, pixel_rays, srgb_bytes

HELP = "the RGB-D capture of a furnished living room (assets/captures/living-room)"
SEED = 20
FRAMES = 76
SIZE = (320, 240)
FOCAL_PX = 262.0
RANGE_M = (0.4, 5.0)

WALL = Finish(color="#e9e4d8", material="plaster")
DOOR = Opening(id="door_1", kind="passage", offset_m=0.45, width_m=0.85, height_m=2.05)
WINDOW = Opening(id="window_1", kind="window", offset_m=1.25, width_m=1.6, height_m=1.25, sill_m=0.9)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of furniture: its words, where it stands (x, z), the yaw of its front in degrees, and its size
    (width, height, depth) in metres.
    """

    words: str
    x: float
    z: float
    yaw_deg: float
    size: tuple[float, float, float]


# No sofa: the long wall across from the window waits for one.
PIECES = (
    Piece("an oak coffee table", 2.5, 2.45, 0, (1.1, 0.42, 0.6)),
    Piece("a walnut bookcase", 5.04, 2.55, -90, (0.9, 1.9, 0.3)),
    Piece("a white desk", 4.5, 0.36, 0, (1.3, 0.74, 0.68)),
    Piece("a wooden chair", 4.45, 1.14, 170, (0.46, 0.86, 0.5)),
    Piece("a walnut tv stand", 2.05, 0.23, 0, (1.5, 0.45, 0.42)),
    Piece("a green velvet armchair", 0.66, 1.6, 75, (0.82, 0.85, 0.82)),
    Piece("a floor lamp", 4.75, 3.65, 0, (0.42, 1.6, 0.42)),
    Piece("a potted plant", 0.45, 0.5, 0, (0.6, 1.25, 0.6)),
)


def true_room() -> Room:
    """The living room: 5.2 m by 4.1 m, 2.6 m high, a doorway in the west wall and a window in the north wall."""
    room = room_from_corners("living_room", [(0.0, 0.0), (5.2, 0.0), (5.2, 4.1), (0.0, 4.1)], height_m=2.6)
    walls = tuple(Wall(id=wall.id, start=wall.start, thickness_m=0.12, finish=WALL) for wall in room.walls)
    room = Room(id=room.id, name="Living room", walls=walls, height_m=room.height_m)
    return with_opening(with_opening(room, "living_room.wall_1", WINDOW), "living_room.wall_4", DOOR)


def _corridor() -> Room:
    """What one sees of the flat through the doorway."""
    shade = Finish(color="#8d8880", material="plaster")
    corners = [(-1.42, 1.9), (-0.12, 1.9), (-0.12, 4.6), (-1.42, 4.6)]
    plain = room_from_corners("corridor", corners, height_m=2.6)
    walls = tuple(Wall(id=wall.id, start=wall.start, thickness_m=0.12, finish=shade) for wall in plain.walls)
    room = Room(id="corridor", walls=walls, height_m=2.6, floor=Finish(color="#6f5a40", material="oak"))
    near_m = (4.1 - DOOR.offset_m - DOOR.width_m) - 1.9
    return with_opening(
        room, "corridor.wall_2", Opening(id="d", kind="passage", offset_m=near_m, width_m=0.85, height_m=2.05)
    )


def make(out: Path, *, progress: Progress = silent) -> None:
    """Write the capture's files into the folder `out` (made anew), in about a minute; the same bytes every time."""
    progress(0.0, "Building the room")
    tracer = RayTracer(_things(), _light())
    poses = camera_path(FRAMES)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as temporary:
        folder = Path(temporary)
        for index, pose in enumerate(poses):
            progress(index / len(poses), f"Frame {index + 1} of {len(poses)}")
            _write_frame(folder, index, pose, tracer)
        _write_camera(folder)
        (folder / "truth.json").write_text(json.dumps(truth(), indent=1) + "\n", encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        shutil.copytree(folder, out)
    progress(1.0, "Capture written")


def furniture() -> list[tuple[Item, Model]]:
    """Each piece as an item of the true room with its model."""
    from vrplanner.generate.furniture import generate
    from vrplanner.generate.words import parse_description

    made = []
    for number, piece in enumerate(PIECES):
        spec = replace(parse_description(piece.words), size_m=piece.size)
        generated = generate(spec, seed=SEED + number)
        position, yaw_rad = (piece.x, 0.0, piece.z), float(np.radians(piece.yaw_deg))
        made.append((generated.item(f"{spec.kind.replace(' ', '_')}_1", position, yaw_rad), generated.model))
    return made


def _things() -> list[tuple[Model, NDArray[np.float64]]]:
    things = [(room_model(true_room()), np.eye(4)), (room_model(_corridor()), np.eye(4))]
    return things + [(model, world_from_model(item, model)) for item, model in furniture()]


def _light() -> Light:
    x = WINDOW.offset_m + WINDOW.width_m / 2
    panes = [(x - 0.4, 1.75, -0.02), (x + 0.4, 1.35, -0.02), (x, 1.9, -0.02)]
    daylight = tuple(Lamp(position=p, color=(1.15, 1.25, 1.4), facing=(0.0, -0.1, 1.0)) for p in panes)
    ceiling = Lamp(position=(2.6, 2.45, 2.1), color=(1.05, 0.95, 0.8))
    return Light(lamps=(*daylight, ceiling), ambient=(0.34, 0.33, 0.32))


def camera_path(count: int) -> list[NDArray[np.float64]]:
    """Two rounds of the room at chest height, looking across it: first down at the furniture, then up the walls."""
    stops = np.array([[1.15, 2.75], [1.45, 1.15], [2.7, 1.35], [3.75, 1.75], [3.95, 2.75], [2.6, 3.0]])
    closed = np.vstack([stops, stops[:1]])
    place = CubicSpline(np.arange(len(closed)), closed, bc_type="periodic")
    rng = np.random.default_rng(SEED)
    sway = ndimage.gaussian_filter1d(rng.normal(size=(count, 4)), 1.5, axis=0, mode="wrap")
    poses = []
    for index in range(count):
        turn = 2 * index / count
        down = turn < 1
        x, z = place(np.mod(turn + (0.42 if down else 0.0), 1.0) * len(stops))
        heading = (-0.3 if down else 2.1) - 2 * np.pi * turn
        pitch = np.radians(-24 if down else 6) + 0.13 * np.sin(7 * turn) + 0.05 * sway[index, 2]
        eye = np.array([x, 1.45 + 0.06 * sway[index, 0], z])
        ahead = [np.cos(pitch) * np.sin(heading), np.sin(pitch), np.cos(pitch) * np.cos(heading)]
        poses.append(look_at(eye, eye + np.array(ahead), roll_rad=float(0.04 * sway[index, 1])))
    return poses


def _write_frame(folder: Path, index: int, pose: NDArray[np.float64], tracer: RayTracer) -> None:
    rng = np.random.default_rng([SEED, index])
    color = _picture(tracer, pose, rng)
    depth_mm = _measured_depth(tracer, pose, rng)
    stem = folder / f"frame-{index:06d}"
    Image.fromarray(color).save(f"{stem}.color.jpg", quality=88)
    Image.fromarray(depth_mm).save(f"{stem}.depth.png", optimize=True)
    np.savetxt(f"{stem}.pose.txt", _tracked(pose, rng), fmt="%.7f")


def _picture(tracer: RayTracer, pose: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Colour with four samples a pixel, automatic exposure and sensor noise."""
    width, height = SIZE
    total = np.zeros((width * height, 3), np.float32)
    for number, jitter in enumerate(((-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25))):
        origins, directions, _ = pixel_rays(SIZE, FOCAL_PX, pose, jitter=jitter)
        total += np.minimum(tracer.look(origins, directions, seed=number).color, 2.0)
    picture = (total / 4).reshape(height, width, 3)
    exposure = float(np.clip(0.36 / max(float(picture.mean()), 1e-3), 0.6, 1.8)) * rng.uniform(0.95, 1.05)
    noisy = picture + rng.normal(size=picture.shape).astype(np.float32) * 0.012 * np.sqrt(picture + 0.01)
    return srgb_bytes(noisy, exposure=exposure)


def _measured_depth(tracer: RayTracer, pose: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.uint16]:
    """Depth in millimetres as a sensor gives it; 0 where nothing came back."""
    width, height = SIZE
    shift = rng.normal(scale=0.25, size=2)
    origins, directions, per_metre = pixel_rays(SIZE, FOCAL_PX, pose, jitter=(float(shift[0]), float(shift[1])))
    seen = tracer.look(origins, directions, shade=False)
    z = np.where(seen.thing >= 0, seen.distance_m * per_metre, 0.0).reshape(height, width)
    z[~np.isfinite(z)] = 0.0
    facing = np.abs(np.einsum("nd,nd->n", seen.normal, directions)).reshape(height, width)
    spread = ndimage.maximum_filter(z, 3) - ndimage.minimum_filter(z, 3)
    at_edge = spread > 0.05 + 0.06 * z
    lost = at_edge & (rng.random(z.shape) < 0.6)
    lost |= (facing < 0.12) & (rng.random(z.shape) < 0.7)
    lost |= ndimage.gaussian_filter(rng.normal(size=z.shape), 2.0) > 0.42
    grain = ndimage.gaussian_filter(rng.normal(size=z.shape), 0.7) / 0.41
    noisy = z + grain * (0.0012 + 0.0019 * np.maximum(z - 0.4, 0.0) ** 2)
    step = 0.0006 + 0.0014 * z**2  # a disparity step of a 1/8 pixel
    noisy = np.round(noisy / step) * step
    lost |= (noisy < RANGE_M[0]) | (noisy > RANGE_M[1]) | (z == 0)
    return np.where(lost, 0, np.round(noisy * 1000)).astype(np.uint16)


def _tracked(pose: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """The pose as a tracker reports it: a few millimetres and a tenth of a degree off, in a world of its own."""
    from scipy.spatial.transform import Rotation

    error = np.eye(4)
    error[:3, :3] = Rotation.from_rotvec(rng.normal(scale=np.radians(0.08), size=3)).as_matrix()
    error[:3, 3] = rng.normal(scale=0.002, size=3)
    tracker_from_room = np.eye(4)
    tracker_from_room[:3, :3] = Rotation.from_euler("yxz", [37.0, 4.0, -3.0], degrees=True).as_matrix()
    tracker_from_room[:3, 3] = [0.7, -1.2, 0.4]
    return tracker_from_room @ pose @ error


def _write_camera(folder: Path) -> None:
    matrix = np.array([[FOCAL_PX, 0, SIZE[0] / 2], [0, FOCAL_PX, SIZE[1] / 2], [0, 0, 1]])
    np.savetxt(folder / "camera-intrinsics.txt", matrix, fmt="%.6f")


def truth() -> dict[str, object]:
    """What the room really is, as `truth.json` keeps it."""
    room = true_room()
    return {
        "what": "The room this capture shows: metres, plan (x, z), +Y up; items as in a document.",
        "width_m": 5.2,
        "depth_m": 4.1,
        "height_m": room.height_m,
        "room": to_plain(room),
        "items": [to_plain(replace(item, model=None)) for item, _ in furniture()],
    }
