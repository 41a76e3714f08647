"""What each found box is: votes of a picture classifier over the frames that show it, weighed with its size.

The classifier is small and was trained on rendered furniture, so the size has a say, and a name that neither supports
is given up: "unknown furniture" is an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.furniture import CLASSES, FurnitureClass
from vrplanner.core.progress import Progress, silent
from vrplanner.scan.capture import Capture
from vrplanner.scan.frames import Intrinsics, Matrix
from vrplanner.scan.objects import FoundObject, points_in_box
from vrplanner.scan.rays import Rays

UNKNOWN = "unknown furniture"
MOST_VIEWS = 6
LEAST_RAYS_IN_BOX = 25
SURE_ENOUGH = 0.35
PLAUSIBLE_SIZE = 0.3  # a likelihood below this casts doubt on the best name, whatever the others score
# What one meets in dwellings, times more or less often than the rest.
COMMON = {
    "chair": 2.0, "dining table": 1.5, "sofa": 1.5, "cabinet": 1.5, "bookcase": 1.5, "coffee table": 1.5, "desk": 1.3,
    "plant": 1.3, "floor lamp": 1.3, "bathtub": 0.2, "toilet": 0.3, "crib": 0.2, "ottoman": 0.7, "bench": 0.6,
    "washing machine": 0.4, "stove": 0.4, "sink": 0.2, "mirror": 0.5, "rug": 0.0, "curtain": 0.3,
}  # fmt: skip


class Classifier(Protocol):
    """Names for pictures of furniture."""

    def classify(self, crops: Sequence[NDArray[np.uint8]]) -> list[Mapping[str, float]]:
        """Class probabilities for each crop (h, w, 3) sRGB."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """`kind` a furniture class or UNKNOWN; `confidence` its posterior probability; `runner_up` the next best."""

    kind: str
    confidence: float
    named_by: str
    views: int
    runner_up: str


def label_objects(
    objects: Sequence[FoundObject],
    capture: Capture,
    rays: Rays,
    room_from_world: Matrix,
    *,
    classifier: Classifier | None,
    progress: Progress = silent,
) -> list[Label]:
    """A label for each object; `rays` are in the room's frame, `room_from_world` takes the capture's world to it."""
    crops = view_crops(objects, capture, rays, room_from_world, progress=progress) if classifier else {}
    labels = []
    for index, thing in enumerate(objects):
        votes = classifier.classify(crops[index]) if classifier and crops.get(index) else []
        labels.append(decide(thing, votes))
    return labels


def decide(thing: FoundObject, votes: Sequence[Mapping[str, float]]) -> Label:
    """Weigh a thing's size with the classifier's votes (none: the size alone, which is never trusted far)."""
    by_size = {entry.name: size_likelihood(entry, thing) * COMMON.get(entry.name, 1.0) for entry in CLASSES}
    scores = dict(by_size)
    if votes:
        pooled = pool(votes)
        floor = 0.02  # classes the classifier was never taught still have a chance
        scores = {name: score * max(pooled.get(name, 0.0), floor) for name, score in by_size.items()}
    total = sum(scores.values())
    if total < 1e-6:
        return Label(kind=UNKNOWN, confidence=0.0, named_by="nothing", views=len(votes), runner_up="")
    ranked = sorted(scores, key=lambda name: -scores[name])
    confidence = scores[ranked[0]] / total * (1.0 if votes else 0.7) * min(1.0, by_size[ranked[0]] / PLAUSIBLE_SIZE)
    named_by = "pictures and size" if votes else "size"
    kind = ranked[0] if confidence >= SURE_ENOUGH else UNKNOWN
    runner_up = ranked[1] if kind != UNKNOWN else ranked[0]
    return Label(kind=kind, confidence=round(confidence, 2), named_by=named_by, views=len(votes), runner_up=runner_up)


def pool(votes: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """One distribution from several views: the geometric mean, each view allowed to be plainly wrong sometimes."""
    names = votes[0].keys()
    logs = {name: float(np.mean([np.log(0.9 * vote[name] + 0.1 / len(vote)) for vote in votes])) for name in names}
    top = max(logs.values())
    weights = {name: float(np.exp(value - top)) for name, value in logs.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def size_likelihood(entry: FurnitureClass, thing: FoundObject) -> float:
    """How well a box fits a class's usual sizes, 0..1; either way round where front and side cannot be told apart."""
    hangs = thing.bottom_m > 0
    if hangs and entry.stands == "floor" and not entry.against_wall:
        return 0.0
    if not hangs and entry.stands in ("wall", "ceiling", "surface"):
        return 0.0
    width, height, depth = thing.size
    straight = _fit(width, entry.width_m) * _fit(depth, entry.depth_m)
    turned = _fit(depth, entry.width_m) * _fit(width, entry.depth_m) * 0.8
    wall = 1.0 if not entry.against_wall or thing.against_wall is not None else 0.35
    return max(straight, turned) * _fit(height, entry.height_m) * wall * (0.6 if hangs else 1.0)


def _fit(value_m: float, usual: tuple[float, float, float]) -> float:
    """1 at the usual size, 0.6 at the ends of the range, falling off quickly beyond (boxes come out 5 cm large)."""
    low, middle, high = usual
    reach = np.log(middle / (low * 0.93)) if value_m < middle else np.log((high * 1.07) / middle)
    off = abs(np.log(max(value_m, 0.01) / middle)) / max(reach, 0.08)
    return float(np.exp(-0.5 * off**2) if off < 1 else np.exp(-0.5 * off**8))


def view_crops(
    objects: Sequence[FoundObject],
    capture: Capture,
    rays: Rays,
    room_from_world: Matrix,
    *,
    progress: Progress = silent,
) -> dict[int, list[NDArray[np.uint8]]]:
    """Crops of the frames that show each object best, by its index; every frame is read at most once."""
    wanted: dict[int, list[int]] = {}
    ends, hit = rays.ends, rays.hit
    for index, thing in enumerate(objects):
        inside = hit & points_in_box(ends, thing)
        counts = np.bincount(rays.frame[inside], minlength=len(capture))
        seeing = [n for n in np.argsort(-counts, kind="stable").tolist() if counts[n] >= LEAST_RAYS_IN_BOX]
        poses = [room_from_world @ capture.files[n].world_from_camera for n in seeing]
        whole = [n for n, pose in zip(seeing, poses, strict=True) if crop_window(thing, capture.intrinsics, pose)]
        for frame in whole[:MOST_VIEWS]:
            wanted.setdefault(frame, []).append(index)
    crops: dict[int, list[NDArray[np.uint8]]] = {}
    for done, (frame_index, owners) in enumerate(sorted(wanted.items())):
        progress(done / len(wanted), "Looking at the furniture")
        frame = capture.frame(frame_index)
        for index in owners:
            window = crop_window(objects[index], frame.intrinsics, room_from_world @ frame.world_from_camera)
            if window is not None:
                x0, y0, x1, y1 = window
                crops.setdefault(index, []).append(frame.color[y0:y1, x0:x1])
    return crops


def crop_window(
    thing: FoundObject, k: Intrinsics, room_from_camera: Matrix, *, margin: float = 0.08
) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom pixel of the square round a thing's box in a picture; None when the picture holds
    less than half of it.
    """
    corners = np.array([(x, y, z) for x, z in thing.outline.exterior.coords[:-1] for y in _heights(thing)])
    camera_from_room = np.linalg.inv(room_from_camera)
    seen = corners @ camera_from_room[:3, :3].T + camera_from_room[:3, 3]
    if (seen[:, 2] < 0.15).any():
        return None
    u, v = k.fx * seen[:, 0] / seen[:, 2] + k.cx, k.fy * seen[:, 1] / seen[:, 2] + k.cy
    side = max(np.ptp(u), np.ptp(v)) * (1 + 2 * margin)
    left, right = np.clip([u.min(), u.max()], 0, k.width)
    top, bottom = np.clip([v.min(), v.max()], 0, k.height)
    shown = (right - left) * (bottom - top) / max(np.ptp(u) * np.ptp(v), 1e-6)
    if shown < 0.5 or min(right - left, bottom - top) < 12:
        return None
    x0, y0 = (u.min() + u.max() - side) / 2, (v.min() + v.max() - side) / 2
    x0, x1 = (int(np.clip(value, 0, k.width)) for value in (x0, x0 + side))
    y0, y1 = (int(np.clip(value, 0, k.height)) for value in (y0, y0 + side))
    return x0, y0, x1, y1


def _heights(thing: FoundObject) -> tuple[float, float]:
    return thing.bottom_m, thing.bottom_m + thing.size[1]
