"""`avatar`: a person's double from measurements, in clothes described in words."""

import argparse
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from vrplanner.cli.output import file_ending, progress_bar, say, seed
from vrplanner.core.progress import part

if TYPE_CHECKING:
    from vrplanner.core.model import Model
    from vrplanner.tryon.body import Body
    from vrplanner.tryon.garments import MadeGarment

HELP = "make a body from measurements and dress it"
PICTURE_SIZE = (900, 1200)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--height", type=float, required=True, metavar="M", help="body height, metres")
    for name in ("chest", "waist", "hip", "inseam", "shoulder"):
        parser.add_argument(f"--{name}", type=float, metavar="M", help=f"{name}, metres")
    parser.add_argument("--weight", type=float, metavar="KG", help="weight, kilograms")
    parser.add_argument("--build", choices=("female", "male", "neutral"), default="neutral")
    parser.add_argument(
        "--wear", action="append", default=[], metavar="WORDS",
        help='a garment in words, English or Chinese; may be given more than once ("a red summer dress")',
    )  # fmt: skip
    parser.add_argument("--seed", type=seed, default=0, help="another seed, other folds")
    parser.add_argument("-o", "--output", type=file_ending(".glb"), help="the GLB file to write")
    parser.add_argument("--picture", type=file_ending(".png"), help="the PNG to draw")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.core.files import write_atomic
    from vrplanner.core.model import Model
    from vrplanner.core.person import Measurements
    from vrplanner.tryon.body import make_body
    from vrplanner.tryon.garments import make_garment

    asked = Measurements(
        height_m=args.height, chest_m=args.chest, waist_m=args.waist, hip_m=args.hip, inseam_m=args.inseam,
        shoulder_m=args.shoulder, weight_kg=args.weight,
    )  # fmt: skip
    with progress_bar("Avatar") as progress:
        body = make_body(asked, args.build, progress=part(progress, 0.0, 0.5))
        worn = []
        for words in sorted(args.wear, key=_layer):
            beneath = [made.model for made in worn]
            share = 0.5 + 0.5 * len(worn) / len(args.wear)
            report = part(progress, share, share + 0.5 / len(args.wear))
            worn.append(make_garment(words, body, seed=args.seed, over=beneath, progress=report))
    _tell(body, worn)
    whole = Model(tuple(p for model in (body.model, *(g.model for g in worn)) for p in model.parts))
    result: dict[str, object] = {
        "build": body.build,
        "achieved": {field.name: round(getattr(body.achieved, field.name), 4) for field in fields(body.achieved)},
        "wearing": [
            {"name": g.garment.name, "kind": g.garment.kind, "size": g.report.size_label,
             "ease_m": {place: round(ease, 3) for place, ease in g.report.ease_m.items()}}
            for g in worn
        ],
        "triangles": whole.triangle_count,
    }  # fmt: skip
    if args.output:
        from vrplanner.formats.gltf import write_model

        write_atomic(args.output, write_model(whole))
        say(f"Written: {args.output}")
        result["output"] = str(args.output)
    if args.picture:
        write_atomic(args.picture, fitting_room_png(body.model, [g.model for g in worn], body.achieved.height_m))
        say(f"Picture: {args.picture}")
        result["picture"] = str(args.picture)
    return result


def _layer(words: str) -> int:
    """What goes on first: skirts and trousers, then tops, then coats."""
    from vrplanner.tryon.describe import describe_garment

    return describe_garment(words).layer


def _tell(body: "Body", worn: "list[MadeGarment]") -> None:
    figures = {field.name: getattr(body.achieved, field.name) for field in fields(body.achieved)}
    girths = ", ".join(f"{name} {100 * figures[f'{name}_m']:.1f}" for name in ("chest", "waist", "hip", "inseam"))
    say(f"Body: {figures['height_m']:.2f} m tall, {girths} cm, about {figures['weight_kg']:.0f} kg")
    for made in worn:
        say(f"Wearing: {made.garment.name}, size {made.report.size_label}; {'; '.join(made.report.notes)}")


def fitting_room_png(body: "Model", garments: "list[Model]", height_m: float) -> bytes:
    """The avatar in a plain bright room, seen a little from its left."""
    from vrplanner.core.camera import Camera
    from vrplanner.core.model import ModelStore
    from vrplanner.core.person import Avatar, Garment, Measurements
    from vrplanner.core.png import png_bytes
    from vrplanner.core.room import Finish, Opening, room_from_corners, with_opening
    from vrplanner.core.scene import Scene
    from vrplanner.render.offscreen import render_picture

    store = ModelStore()
    worn = {
        f"garment_{i}": Garment(id=f"garment_{i}", kind="garment", name="garment", model=store.add(model))
        for i, model in enumerate(garments)
    }
    avatar = Avatar(
        id="avatar", name="Avatar", measurements=Measurements(height_m=height_m), model=store.add(body),
        wearing=tuple(worn), yaw_rad=0.35,
    )  # fmt: skip
    corners = [(-2.2, -1.6), (2.2, -1.6), (2.2, 4.6), (-2.2, 4.6)]
    room = room_from_corners("room", corners, height_m=2.7)
    room = replace(room, walls=tuple(replace(wall, finish=Finish(color="#dfe3e6")) for wall in room.walls))
    for wall, start, end in room.segments():
        if start[0] == end[0]:  # light from both sides
            opening = Opening(
                id=f"{wall.id}.window", kind="window", offset_m=1.6, width_m=2.6, height_m=1.6, sill_m=0.8
            )
            room = with_opening(room, wall.id, opening)
    scene = Scene(rooms={"room": room}, avatars={"avatar": avatar}, garments=worn)
    middle = height_m * 0.52
    camera = Camera(id="view", name="view", position=(0.0, middle + 0.35, 3.4), target=(0.0, middle, 0.0), fov_rad=0.60)
    pixels = render_picture(scene, store, camera, size=PICTURE_SIZE)
    return png_bytes(pixels)
