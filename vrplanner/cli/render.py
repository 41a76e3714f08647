"""`render`: a picture of a project, flat or for both eyes."""

import argparse
import re
from pathlib import Path

from vrplanner.cli.output import file_ending, progress_bar, say
from vrplanner.core.errors import InvalidInput

HELP = "draw a picture of a project file"
LARGEST = 8192


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a .vrplan file")
    parser.add_argument("-o", "--output", type=file_ending(".png"), required=True, help="the PNG to write")
    parser.add_argument("--camera", help="id of a saved view, or: corner (usual), overview, top")
    parser.add_argument("--size", default="1280x800", help="width x height in pixels (1280x800)")
    parser.add_argument("--stereo", action="store_true", help="left and right eye side by side")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.app.pictures import choose_camera, picture_png
    from vrplanner.formats import vrplan

    size = _size(args.size)
    with progress_bar("Drawing") as progress:
        document = vrplan.load(args.file)
        camera = choose_camera(document.scene, args.camera)
        progress(0.3, camera.name)
        png = picture_png(document.scene, document.models, camera, size=size, stereo=args.stereo)
    from vrplanner.core.files import write_atomic

    write_atomic(args.output, png)
    say(f"{args.output}: {camera.name}, {size[0]} x {size[1]} pixels")
    return {"output": str(args.output), "camera": camera.id, "size": list(size)}


def _size(words: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)\s*[x×]\s*(\d+)", words)
    if not match:
        raise InvalidInput(f'"{words}" is not a size.', hint="Write it like 1280x800.")
    width, height = int(match[1]), int(match[2])
    if not (1 <= width <= LARGEST and 1 <= height <= LARGEST):
        raise InvalidInput(f"A picture of {width} x {height} pixels cannot be drawn.", hint=f"At most {LARGEST}.")
    return width, height
