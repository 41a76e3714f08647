"""`scan`: measure a room from a capture and save it as a project."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.cli.output import file_ending, progress_bar, say
from vrplanner.core.codec import to_plain
from vrplanner.core.errors import InvalidInput

if TYPE_CHECKING:
    from vrplanner.core.document import Document
    from vrplanner.scan.frames import Intrinsics
    from vrplanner.scan.pipeline import ScanResult

HELP = "measure a room from a depth camera's capture: walls, doors, windows, furniture"
FORMATS = ("seven_scenes", "tum", "open3d_log")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder with colour, depth and camera poses")
    parser.add_argument(
        "-o", "--output", type=file_ending(".vrplan"), metavar="FILE.vrplan", help="the project file to write"
    )
    parser.add_argument(
        "--picture", type=file_ending(".png"), metavar="FILE.png", help="a picture of the scan from above to draw"
    )
    parser.add_argument("--format", choices=FORMATS, help="how the folder is laid out (found out otherwise)")
    parser.add_argument("--depth-unit", type=float, metavar="M", help="length of one depth step, 0.001 for millimetres")
    parser.add_argument(
        "--camera", metavar="W,H,FX,FY,CX,CY", help="picture size, focal lengths and centre in pixels, if not in a file"
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="use each N-th frame only (1)")
    parser.add_argument("--name", default="Scanned room", help="what to call the room")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.scan.capture import CaptureSettings, open_capture
    from vrplanner.scan.pipeline import ScanSettings, scan_room

    camera = None if args.camera is None else _camera(args.camera)
    settings = CaptureSettings(format=args.format, depth_unit_m=args.depth_unit, intrinsics=camera, every=args.every)
    capture = open_capture(args.path, settings=settings)
    with progress_bar("Scan") as progress:
        result = scan_room(capture, settings=ScanSettings(name=args.name), progress=progress)
    for sentence in result.report.sentences():
        say(sentence)
    written = _write(args, result)
    return {**_plain_report(result), **written}


def _camera(text: str) -> "Intrinsics":
    from vrplanner.scan.frames import Intrinsics

    try:
        width, height, *figures = text.split(",")
        fx, fy, cx, cy = (float(figure) for figure in figures)
        return Intrinsics(width=int(width), height=int(height), fx=fx, fy=fy, cx=cx, cy=cy)
    except ValueError:
        raise InvalidInput(
            f'"{text}" does not describe a camera.', hint="Give six numbers: 640,480,585,585,320,240."
        ) from None


def _plain_report(result: "ScanResult") -> dict[str, object]:
    plain = to_plain(result.report)
    return dict(plain) if isinstance(plain, dict) else {}


def _write(args: argparse.Namespace, result: "ScanResult") -> dict[str, object]:
    from io import BytesIO

    from vrplanner.core.files import write_atomic
    from vrplanner.scan.picture import draw_scan

    written: dict[str, object] = {}
    if not (args.picture or args.output):
        return written
    buffer = BytesIO()
    picture = draw_scan(result)
    picture.save(buffer, "PNG")
    if args.picture:
        write_atomic(args.picture, buffer.getvalue())
        say(f"Picture: {args.picture}")
        written["picture"] = str(args.picture)
    if args.output:
        from vrplanner.formats.vrplan import save

        small = BytesIO()
        picture.resize((400, max(1, round(400 * picture.height / picture.width)))).save(small, "PNG")
        save(args.output, document_of(result), thumbnail=small.getvalue())
        say(f"Saved: {args.output}")
        written["output"] = str(args.output)
    return written


def document_of(result: "ScanResult") -> "Document":
    """A new document that holds the scanned room, its things and its surface."""
    from vrplanner.core.document import Document
    from vrplanner.core.model import ModelStore
    from vrplanner.core.scene import Scene

    models = ModelStore()
    models.add(result.mesh)
    scene = Scene(
        rooms={result.room.id: result.room},
        items={item.id: item for item in result.items},
        name=result.report.capture,
    )
    return Document(scene, models)
