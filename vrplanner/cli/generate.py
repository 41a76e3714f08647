"""`generate`: a piece of furniture from words, as a glTF file."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.cli.output import progress_bar, say
from vrplanner.core.progress import part

if TYPE_CHECKING:
    from vrplanner.generate.furniture import Generated

HELP = "make a piece of furniture from words, English or Chinese"
PICTURE_SIZE = (1000, 800)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", help='for example "grey three-seat sofa 2.1 m wide" or "橡木书桌，带四个抽屉"')
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.glb", help="the GLB file to write")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other grain and creases (0)")
    parser.add_argument("--picture", type=Path, metavar="FILE.png", help="a picture of the piece to draw")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.core.files import write_atomic
    from vrplanner.formats.gltf import write_model
    from vrplanner.generate.furniture import generate

    with progress_bar("Furniture") as progress:
        made = generate(args.words, seed=args.seed, progress=part(progress, 0.0, 0.6))
        glb = write_model(made.model) if args.output else b""
        progress(0.7, "Drawing" if args.picture else "")
        picture = product_png(made) if args.picture else b""
    result = _tell(made)
    if args.output:
        write_atomic(args.output, glb)
        say(f"Written: {args.output} ({len(glb) / 1e6:.1f} MB)")
        result["output"] = str(args.output)
    if args.picture:
        write_atomic(args.picture, picture)
        say(f"Picture: {args.picture}")
        result["picture"] = str(args.picture)
    return result


def _tell(made: "Generated") -> dict[str, object]:
    spec = made.spec
    width, height, depth = spec.size_m
    say(
        f"{made.name}: {width:.3g} m wide, {height:.3g} m high, {depth:.3g} m deep, {spec.material}, {spec.style}; "
        f"{made.model.triangle_count} triangles"
    )
    if spec.not_understood:
        say(f"Not understood: {', '.join(spec.not_understood)}")
    if made.ignored:
        say(f"Understood, but this kind is not made with: {', '.join(made.ignored)}")
    return {
        "name": made.name,
        "kind": spec.kind,
        "size_m": list(spec.size_m),
        "color": spec.color,
        "color_name": spec.color_name,
        "material": spec.material,
        "style": spec.style,
        "features": dict(spec.features),
        "not_understood": list(spec.not_understood),
        "ignored": list(made.ignored),
        "triangles": made.model.triangle_count,
        "digest": made.model.digest,
    }


def product_png(made: "Generated") -> bytes:
    """The piece on the floor of a bright room, seen from the front left, a little from above."""
    from vrplanner.app.pictures import png_of
    from vrplanner.core.camera import Camera
    from vrplanner.core.model import ModelStore
    from vrplanner.core.room import Finish, room_from_corners
    from vrplanner.core.scene import Scene
    from vrplanner.render.offscreen import render_picture

    store = ModelStore()
    store.add(made.model)
    width, height, depth = made.spec.size_m
    # what hangs or stands on something is shown in the air before the wall
    lift = {"picture": 1.2, "curtain": 0.1, "pendant lamp": 0.8}.get(made.spec.kind, 0.0)
    back, side = -depth / 2 - 0.25, max(2.4, width * 1.6)
    corners = [(-side, back), (side, back), (side, back + 9.0), (-side, back + 9.0)]
    room = room_from_corners("room", corners, height_m=max(2.8, height + lift + 0.3))
    room = replace(room, walls=tuple(replace(wall, finish=Finish(color="#e6e3dd")) for wall in room.walls))
    scene = Scene(rooms={"room": room}, items={"piece": made.item("piece", (0.0, lift, 0.0), 0.0)})
    reach = max((width**2 + height**2 + depth**2) ** 0.5, 0.5)
    target = (0.0, lift + height * 0.46, 0.0)
    camera = Camera(
        id="view",
        name="view",
        position=(-0.78 * reach, target[1] + 0.48 * reach, 1.36 * reach + depth / 2),
        target=target,
        fov_rad=0.62,
    )
    return png_of(render_picture(scene, store, camera, size=PICTURE_SIZE))
