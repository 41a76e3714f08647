"""`generate`: a piece of furniture from words, as a glTF file."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from vrplanner.cli.output import file_ending, progress_bar, say, seed
from vrplanner.core.progress import part

if TYPE_CHECKING:
    from vrplanner.core.room import Room
    from vrplanner.generate.furniture import Generated

HELP = "make a piece of furniture from words, English or Chinese"
PICTURE_SIZE = (1000, 800)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", help='for example "grey three-seat sofa 2.1 m wide" or "橡木书桌，带四个抽屉"')
    parser.add_argument("-o", "--output", type=file_ending(".glb"), metavar="FILE.glb", help="the GLB file to write")
    parser.add_argument("--seed", type=seed, default=0, help="another seed, other grain and creases (0)")
    parser.add_argument(
        "--picture", type=file_ending(".png"), metavar="FILE.png", help="a picture of the piece to draw"
    )


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
    """The piece on the floor of a bright room, in daylight from its left, seen from the front right."""
    from vrplanner.core.camera import Camera
    from vrplanner.core.model import ModelStore
    from vrplanner.core.png import png_bytes
    from vrplanner.core.scene import Scene
    from vrplanner.render.offscreen import render_picture
    from vrplanner.render.settings import RenderSettings

    store = ModelStore()
    store.add(made.model)
    width, height, depth = made.spec.size_m
    # what hangs or stands on something is shown in the air before the wall
    lift = {"picture": 1.2, "curtain": 0.1, "pendant lamp": 0.8}.get(made.spec.kind, 0.0)
    room = _studio(width, height + lift, depth)
    scene = Scene(rooms={"room": room}, items={"piece": made.item("piece", (0.0, lift, 0.0), 0.0)})
    reach = max((width**2 + height**2 + depth**2) ** 0.5, 0.5)
    target = (0.0, lift + height * 0.47, 0.0)
    # flat things are looked at more from above
    rise = 0.44 + 0.6 * max(0.0, 1 - 3 * height / reach)
    position = (0.78 * reach, target[1] + rise * reach, (1.36 - 0.3 * (rise - 0.44)) * reach + depth * 0.4)
    camera = Camera(id="view", name="view", position=position, target=target, fov_rad=0.6)
    settings = RenderSettings(sun_direction=(0.8, -0.62, -0.42), exposure=0.9)
    return png_bytes(render_picture(scene, store, camera, size=PICTURE_SIZE, settings=settings))


def _studio(width: float, height: float, depth: float) -> "Room":
    """A plain room whose back wall is close behind a piece of this size, with a tall window at its left."""
    from vrplanner.core.room import Finish, Opening, room_from_corners

    back, side, long = -depth / 2 - 0.25, max(2.2, width * 1.3), 8.0
    corners = [(-side, back), (side, back), (side, back + long), (-side, back + long)]
    ceiling = max(2.8, height + 0.3)
    room = room_from_corners("room", corners, height_m=ceiling)
    window = Opening(id="window", kind="window", offset_m=long - 3.6, width_m=3.0, height_m=ceiling - 0.6, sill_m=0.3)
    walls = [replace(wall, finish=Finish(color="#e9e6e0")) for wall in room.walls]
    walls[3] = replace(walls[3], openings=(window,))
    return replace(room, walls=tuple(walls), floor=Finish(color="#c9bda9", material="oak"))
