"""Trains the small picture classifier that names scanned furniture, on pictures of generated furniture.

Every class gets a number of pieces with random sizes, colours, materials and features; each is put into a random room
beside another piece and looked at from where a person would hold a camera. Pieces, not pictures, are held out for the
evaluation. The model is ultralytics' YOLO11n-cls from scratch: there are no weights to start from offline.
"""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import world_from_item
from vrplanner.core.model import Model
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.room import Finish, Room, Wall, room_from_corners
from vrplanner.core.room_mesh import room_model
from vrplanner.recipes.ray_tracer import Lamp, Light, RayTracer, look_at, pixel_rays, srgb_bytes

HELP = "the classifier that names scanned furniture (assets/models/furniture-classifier.pt)"
NAME = "furniture-classifier"
SEED = 7
PIXELS = 96
PIECES = 12
HELD_OUT = 3
VIEWS = 8
EPOCHS = 14
INPUT_PX = 64
KINDS = (
    "armchair", "bathtub", "bed", "bookcase", "cabinet", "chair", "coffee table", "desk", "dining table", "dresser",
    "floor lamp", "fridge", "kitchen unit", "nightstand", "office chair", "ottoman", "plant", "side table", "sideboard",
    "sofa", "stool", "toilet", "tv stand", "wardrobe", "washing machine",
)  # fmt: skip
COLORS = (
    "",
    "white",
    "black",
    "grey",
    "blue",
    "green",
    "red",
    "beige",
    "brown",
    "yellow",
    "pink",
    "orange",
    "dark grey",
)
WOODS = ("oak", "walnut", "pine", "white", "black", "beech", "cherry", "grey")
FABRICS = ("fabric", "leather", "velvet", "linen")
STYLES = ("", "modern", "rustic", "scandinavian", "industrial", "classic", "minimalist")
SOFT = {"sofa", "armchair", "bed", "ottoman", "office chair"}
WOODEN = {
    "bookcase", "cabinet", "chair", "coffee table", "desk", "dining table", "dresser", "nightstand", "side table",
    "sideboard", "stool", "tv stand", "wardrobe", "kitchen unit",
}  # fmt: skip
EXTRAS = {
    "sofa": ("", "with 2 seats", "with 3 seats", "with a chaise", "tufted"),
    "bookcase": ("", "with 4 shelves", "with 6 shelves", "with doors"),
    "dresser": ("with 3 drawers", "with 4 drawers", "with 6 drawers"),
    "cabinet": ("with 2 doors", "with glass doors", "with 1 door"),
    "dining table": ("", "round"),
    "coffee table": ("", "round", "with a shelf"),
    "side table": ("", "round"),
    "desk": ("", "with 2 drawers", "with 3 drawers"),
    "wardrobe": ("with 2 doors", "with 3 doors", "with sliding doors"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    kind: str
    model: Model
    size: tuple[float, float, float]
    held_out: bool


def make(out: Path, *, progress: Progress = silent) -> None:
    """Write `furniture-classifier.pt`, its training curves (csv) and its evaluation (json) into the folder `out`.

    Takes 10 to 20 minutes on one core; the same seed gives the same pictures, and on one machine the same weights.
    """
    with tempfile.TemporaryDirectory(prefix="furniture-classifier-") as temporary:
        pictures = Path(temporary) / "pictures"
        render_pictures(pictures, progress=part(progress, 0.0, 0.4))
        best, curves = _train(pictures, Path(temporary) / "runs", part(progress, 0.4, 0.97))
        evaluation = evaluate(best, pictures / "val")
        out.mkdir(parents=True, exist_ok=True)
        _save_weights(best, out / f"{NAME}.pt")
        shutil.copyfile(curves, out / f"{NAME}-curves.csv")
        text = json.dumps(evaluation, indent=1, ensure_ascii=False) + "\n"
        (out / f"{NAME}-evaluation.json").write_text(text, encoding="utf-8")
    progress(1.0, f"Accuracy on held-out pieces {evaluation['accuracy']:.0%}")


def render_pictures(folder: Path, *, progress: Progress = silent) -> None:
    """Pictures in `folder/train/<class>` and `folder/val/<class>` (pieces that are not in train)."""
    pieces = list(_pieces(part(progress, 0.0, 0.3)))
    for number, piece in enumerate(pieces):
        progress(0.3 + 0.7 * number / len(pieces), f"Rendering {piece.kind}")
        target = folder / ("val" if piece.held_out else "train") / piece.kind
        target.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng([SEED, number])
        beside = pieces[int(rng.integers(len(pieces)))]
        for view, picture in enumerate(_views(piece, beside, rng)):
            picture.save(target / f"{number:04d}-{view:02d}.jpg", quality=int(rng.integers(75, 95)))


def _pieces(progress: Progress) -> Iterator[Piece]:
    from vrplanner.generate.furniture import build
    from vrplanner.generate.words import parse_description

    for row, kind in enumerate(KINDS):
        for number in range(PIECES):
            progress((row * PIECES + number) / (len(KINDS) * PIECES), f"Making {kind} {number + 1}")
            rng = np.random.default_rng([SEED, 1, row, number])
            size = tuple(float(rng.triangular(*limits)) for limits in _limits(kind))
            spec = replace(parse_description(_words(kind, rng)), kind=kind, size_m=size)
            yield Piece(kind=kind, model=build(spec, seed=number), size=size, held_out=number >= PIECES - HELD_OUT)


def _limits(kind: str) -> tuple[tuple[float, float, float], ...]:
    entry = BY_NAME[kind]
    return entry.width_m, entry.height_m, entry.depth_m


def _words(kind: str, rng: np.random.Generator) -> str:
    words = [str(rng.choice(STYLES)), str(rng.choice(COLORS)) if kind not in WOODEN else str(rng.choice(WOODS))]
    if kind in SOFT:
        words.append(str(rng.choice(FABRICS)))
    extra = str(rng.choice(EXTRAS.get(kind, ("",))))
    return " ".join(word for word in ["a", *words, kind, extra] if word)


def _views(piece: Piece, beside: Piece, rng: np.random.Generator) -> Iterator[Image.Image]:
    """A piece in a random room from random sides."""
    room = _room(rng)
    at_wall = BY_NAME[piece.kind].against_wall or rng.random() < 0.3
    z = piece.size[2] / 2 + 0.02 if at_wall else float(rng.uniform(1.2, 1.8))
    x, yaw = float(rng.uniform(1.8, 2.6)), float(rng.normal(scale=0.05 if at_wall else 0.8))
    gap = float(rng.uniform(0.15, 0.8)) * float(rng.choice([-1, 1]))
    beside_x = x + np.copysign((piece.size[0] + beside.size[0]) / 2, gap) + gap
    things = [
        (room_model(room), np.eye(4)),
        (piece.model, world_from_item((x, 0.0, z), yaw) @ _scaled(piece)),
        (beside.model, world_from_item((float(beside_x), 0.0, beside.size[2] / 2 + 0.05), 0.0) @ _scaled(beside)),
    ]
    tracer = RayTracer(things, _light(rng))
    for view in range(VIEWS):
        yield _view(tracer, piece, (x, z, yaw), rng, view)


def _scaled(piece: Piece) -> NDArray[np.float64]:
    """A model is made to its size already; this only guards against a builder that rounds."""
    low, high = piece.model.bounds
    return np.diag([*(np.array(piece.size) / np.maximum(high - low, 1e-6)), 1.0])


def _room(rng: np.random.Generator) -> Room:
    plain = room_from_corners("r", [(0.0, 0.0), (4.5, 0.0), (4.5, 4.5), (0.0, 4.5)], height_m=2.6)
    shade = rng.integers(150, 250) + rng.integers(-18, 18, size=3)
    wall = Finish(color=_hex(shade), material="plaster" if rng.random() < 0.5 else "")
    floor = Finish(
        color=_hex(rng.integers(60, 220) + rng.integers(-25, 25, size=3)), material=str(rng.choice(["oak", ""]))
    )
    walls = tuple(Wall(id=w.id, start=w.start, finish=wall) for w in plain.walls)
    return Room(id="r", walls=walls, height_m=2.6, floor=floor)


def _hex(rgb: NDArray[np.int64]) -> str:
    r, g, b = (int(v) for v in np.clip(rgb, 0, 255))
    return f"#{r:02x}{g:02x}{b:02x}"


def _light(rng: np.random.Generator) -> Light:
    warm = rng.uniform(0.8, 1.1)
    lamp = Lamp(
        position=(float(rng.uniform(0.5, 4)), 2.4, float(rng.uniform(1, 4))),
        color=(1.2 * warm, 1.1, 1.0 / warm),
    )
    window = Lamp(position=(float(rng.choice([0.1, 4.4])), 1.6, float(rng.uniform(1, 4))), color=(0.9, 1.0, 1.2))
    ambient = float(rng.uniform(0.2, 0.4))
    return Light(lamps=(lamp, window), ambient=(ambient, ambient, ambient * 1.03), corner_rays=1)


def _view(
    tracer: RayTracer, piece: Piece, place: tuple[float, float, float], rng: np.random.Generator, view: int
) -> Image.Image:
    x, z, yaw = place
    around, away = yaw + float(rng.uniform(-1.2, 1.2)), float(rng.uniform(1.2, 3.0)) + max(piece.size) * 0.5
    eye = np.array([x + away * np.sin(around), rng.uniform(1.2, 1.75), z + away * np.cos(around)])
    eye = np.clip(eye, 0.15, 4.35)
    middle = np.array([x, piece.size[1] / 2, z])
    pose = look_at(eye, middle, roll_rad=float(rng.normal(scale=0.04)))
    # The crop is the square round the box as the scan finds it: some centimetres off on each side.
    half = np.array(piece.size) / 2 * rng.uniform(0.93, 1.12, size=3)
    signs = np.array([(a, b, c) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)])
    corners = (signs * half) @ world_from_item((0, 0, 0), yaw)[:3, :3].T + middle
    camera = (corners - pose[:3, 3]) @ pose[:3, :3]
    u, v = camera[:, 0] / np.maximum(camera[:, 2], 0.2), camera[:, 1] / np.maximum(camera[:, 2], 0.2)
    side = max(np.ptp(u), np.ptp(v)) * 1.16
    size = PIXELS + 16
    shift = np.array([(u.min() + u.max()) / 2, (v.min() + v.max()) / 2]) * size / side + rng.normal(scale=3, size=2)
    origins, directions, _ = pixel_rays((size, size), size / side, pose, jitter=tuple(shift.tolist()))
    seen = tracer.look(origins, directions, seed=view)
    exposure = 0.36 / max(float(np.minimum(seen.color, 1.5).mean()), 1e-3) * rng.uniform(0.7, 1.3)
    grain = rng.normal(size=seen.color.shape).astype(np.float32) * np.sqrt(np.maximum(seen.color, 0.0) + 0.002)
    noisy = seen.color + grain * float(rng.uniform(0, 0.035))
    picture = Image.fromarray(srgb_bytes(noisy.reshape(size, size, 3), exposure=exposure))
    if rng.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.3, 1.4))))
    return picture.resize((PIXELS, PIXELS), Image.Resampling.LANCZOS)


def _train(pictures: Path, runs: Path, progress: Progress) -> tuple[Path, Path]:
    os.environ["YOLO_OFFLINE"] = "true"
    import torch
    from ultralytics import YOLO

    def report(trainer) -> None:
        progress(trainer.epoch / EPOCHS, f"Epoch {trainer.epoch + 1} of {EPOCHS}")

    torch.set_num_threads(1)
    model = YOLO("yolo11n-cls.yaml", task="classify")
    model.add_callback("on_train_epoch_end", report)
    model.train(
        data=str(pictures), epochs=EPOCHS, imgsz=INPUT_PX, batch=16, device="cpu", workers=0, seed=SEED, amp=False,
        deterministic=True, pretrained=False, optimizer="AdamW", lr0=1e-3, cos_lr=True, warmup_epochs=1, dropout=0.0,
        hsv_h=0.03, hsv_s=0.4, hsv_v=0.3, fliplr=0.5, scale=0.75, erasing=0.1, auto_augment=None, plots=False,
        project=str(runs), name="run", verbose=False,
    )  # fmt: skip
    return runs / "run" / "weights" / "best.pt", runs / "run" / "results.csv"


def evaluate(weights: Path, folder: Path) -> dict[str, object]:
    """Accuracy, recall by class and the confusion matrix (rows true) over a folder of class folders."""
    from ultralytics import YOLO

    model = YOLO(weights, task="classify")
    names = [model.names[i] for i in range(len(model.names))]
    confusion = np.zeros((len(names), len(names)), int)
    top3 = 0
    for row, name in enumerate(names):
        files = sorted((folder / name).glob("*.jpg"))
        for result in model.predict([str(f) for f in files], imgsz=INPUT_PX, verbose=False, device="cpu", batch=32):
            confusion[row, result.probs.top1] += 1
            top3 += row in result.probs.top5[:3]
    total = int(confusion.sum())
    recall = confusion.diagonal() / np.maximum(confusion.sum(axis=1), 1)
    return {
        "pictures": total,
        "held_out": f"{HELD_OUT} pieces of each class, {VIEWS} pictures each, rendered like the training pictures",
        "accuracy": round(float(confusion.trace()) / total, 3),
        "top_3": round(top3 / total, 3),
        "recall": {name: round(float(r), 2) for name, r in zip(names, recall, strict=True)},
        "classes": names,
        "confusion": confusion.tolist(),
    }


def _save_weights(best: Path, out: Path) -> None:
    """Keep the weights in half precision and nothing of the machine they were made on."""
    import torch

    checkpoint = torch.load(best, map_location="cpu", weights_only=False)
    model = (checkpoint.get("ema") or checkpoint["model"]).half()
    model.args = {"task": "classify", "imgsz": INPUT_PX, "model": "yolo11n-cls.yaml"}
    model.pt_path = out.name
    kept = {"model": model, "ema": None, "train_args": model.args, "epoch": -1, "license": "AGPL-3.0", "date": ""}
    buffer = BytesIO()
    torch.save(kept, buffer)
    temporary = out.with_suffix(".part")
    temporary.write_bytes(buffer.getvalue())
    temporary.replace(out)


def read_curves(path: Path) -> list[dict[str, float]]:
    """The training curves as rows of numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name.strip(): float(value) for name, value in row.items()} for row in csv.DictReader(file)]
