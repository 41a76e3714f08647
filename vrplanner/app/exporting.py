"""Writing a document to any format we write, chosen by the file's ending."""

from collections.abc import Callable
from pathlib import Path

from vrplanner.app.pictures import choose_camera, picture_png, thumbnail_png
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidInput
from vrplanner.core.files import write_atomic
from vrplanner.core.progress import Progress, silent
from vrplanner.formats import vrplan
from vrplanner.formats.gltf import write_scene
from vrplanner.formats.plan_svg import write_plan

PICTURE_SIZE = (1920, 1200)


def _glb(document: Document) -> bytes:
    return write_scene(document.scene, document.models)


def _svg(document: Document) -> bytes:
    return write_plan(document.scene).encode("utf-8", "replace")


def _png(document: Document) -> bytes:
    scene = document.scene
    return picture_png(scene, document.models, choose_camera(scene, None), size=PICTURE_SIZE)


def _vrplan(document: Document) -> bytes:
    thumbnail = thumbnail_png(document.scene, document.models)
    return vrplan.to_bytes(document.scene, document.models, thumbnail=thumbnail)


EXPORTERS: dict[str, Callable[[Document], bytes]] = {".glb": _glb, ".svg": _svg, ".png": _png, ".vrplan": _vrplan}


def export(document: Document, path: Path, *, progress: Progress = silent) -> None:
    """Write `path` in the format its ending names. Raises InvalidInput for an ending nobody here writes."""
    exporter = EXPORTERS.get(path.suffix.lower())
    if exporter is None:
        raise InvalidInput(
            f'"{path.suffix or path.name}" is not a format that is written here.',
            hint=f"Choose one of: {', '.join(EXPORTERS)}.",
        )
    if exporter is _vrplan:
        vrplan.refuse_newer(path)
    progress(0.1, path.name)
    data = exporter(document)
    progress(0.9, path.name)
    write_atomic(path, data)
