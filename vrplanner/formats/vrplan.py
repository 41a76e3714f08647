"""The project file: a zip of `manifest.json`, `document.json`, `meshes/<digest>.glb` and `thumbnail.png`.

Written whole or not at all. A file of a newer version opens as far as it is understood and is never overwritten; what
is not understood in it survives in memory and in a copy saved elsewhere.
"""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

from vrplanner import __version__
from vrplanner.core.codec import Plain, from_plain, to_plain
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.core.files import read_file, write_atomic
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.progress import Progress, silent
from vrplanner.core.scene import ENTITY_TYPES, Scene
from vrplanner.formats.archive import LIMIT_TOTAL_BYTES, Archive
from vrplanner.formats.gltf import read_model, write_model
from vrplanner.formats.migrate import VERSION, migrate

WHAT = "project file"
LARGEST_M = 10_000.0
EPOCH = (1980, 1, 1, 0, 0, 0)  # equal documents give equal files


def save(path: Path, document: Document, *, thumbnail: bytes | None = None, progress: Progress = silent) -> None:
    """Write the document's scene and the models it shows to `path`, and mark it saved.

    Raises InvalidInput when the place cannot be written or holds a file of a newer version.
    """
    path = Path(path)
    refuse_newer(path)
    write_atomic(path, to_bytes(document.scene, document.models, thumbnail=thumbnail, progress=progress))
    document.mark_saved()


def load(path: Path, *, progress: Progress = silent) -> Document:
    """The document in a project file. Raises InvalidFile with the reason; then nothing was opened."""
    scene, models = from_bytes(read_file(path, limit_bytes=LIMIT_TOTAL_BYTES), progress=progress)
    return Document(scene, models)


def to_bytes(scene: Scene, models: ModelStore, *, thumbnail: bytes | None = None, progress: Progress = silent) -> bytes:
    buffer = io.BytesIO()
    manifest: dict[str, Plain] = {"format": "vrplan", "version": VERSION, "application": f"vrplanner {__version__}"}
    with zipfile.ZipFile(buffer, "w") as file:
        _add_json(file, "manifest.json", manifest)
        _add_json(file, "document.json", to_plain(scene))
        digests = sorted(digest for digest in scene.model_digests() if digest in models)
        for done, digest in enumerate(digests):
            progress(done / len(digests), "models")
            _add(file, f"meshes/{digest}.glb", write_model(models.get(digest)))
        if thumbnail is not None:
            _add(file, "thumbnail.png", thumbnail)
    return buffer.getvalue()


def from_bytes(data: bytes, *, progress: Progress = silent) -> tuple[Scene, ModelStore]:
    archive = Archive(data, what=WHAT)
    version = _version(archive)
    document = migrate(_read_json(archive, "document.json"), version)
    try:
        scene = _without_loose_ends(from_plain(Scene, document, where="document"))
        _check(scene)
    except InvalidInput as error:
        raise InvalidFile(f"This project file is damaged: {error.message}", hint="Use a backup.") from None
    return scene, _models(archive, scene, progress)


def _models(archive: Archive, scene: Scene, progress: Progress) -> ModelStore:
    models = ModelStore()
    digests = sorted(scene.model_digests())
    for done, digest in enumerate(digests):
        progress(done / len(digests), "models")
        model: Model = read_model(archive.read(f"meshes/{digest}.glb"))
        if model.digest != digest:
            raise InvalidFile("This project file is damaged: a model in it was altered.", hint="Use a backup.")
        models.add(model)
    return models


def _without_loose_ends(scene: Scene) -> Scene:
    """The scene without relations whose things are gone: a program that knew none of them took those things away."""
    named = {key: {r.item_id, r.target_id} - {None} for key, r in scene.relations.items()}
    kept = {key: r for key, r in scene.relations.items() if named[key] <= scene.items.keys()}
    return replace(scene, relations=kept)


def _check(scene: Scene) -> None:
    """What the types cannot say: ids agree with their keys, rooms can stand, relations can be kept, garments exist."""
    for kind in ENTITY_TYPES:
        for key, entity in scene.of_kind(kind).items():
            if entity.id != key:
                raise InvalidInput(f"{kind} has {entity.id} under the name {key}.")
    for item in scene.items.values():
        if not (min(item.size) > 0 and max(*item.size, *map(abs, item.position)) <= LARGEST_M):
            raise InvalidInput(f"{item.id} has an impossible size or place.")
    for room in scene.rooms.values():
        room.check()
    for relation in scene.relations.values():
        relation.check()
    for avatar in scene.avatars.values():
        missing = [garment for garment in avatar.wearing if garment not in scene.garments]
        if missing:
            raise InvalidInput(f"{avatar.name} wears {missing[0]}, which is not in the wardrobe.")


def _version(archive: Archive) -> int:
    manifest = _read_json(archive, "manifest.json")
    if not isinstance(manifest, dict) or manifest.get("format") != "vrplan":
        raise InvalidFile("This is no vrplanner project file.", hint="Choose a file that ends in .vrplan.")
    version = manifest.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise InvalidFile("This project file is damaged: it does not say its version.")
    return version


def refuse_newer(path: Path) -> None:
    """Raises InvalidInput when `path` holds a project that only a newer vrplanner understands."""
    if not path.is_file():
        return
    try:
        version = _version(Archive(read_file(path, limit_bytes=LIMIT_TOTAL_BYTES), what=WHAT))
    except InvalidFile:
        return  # something else is being replaced, as its owner asked
    if version > VERSION:
        raise InvalidInput(
            f"{path.name} was made by a newer vrplanner and would lose what only that one knows.",
            hint="Save under another name, or update vrplanner.",
        )


def _read_json(archive: Archive, name: str) -> Plain:
    try:
        plain: Plain = json.loads(archive.read(name).decode("utf-8"))
    except (ValueError, RecursionError):
        raise InvalidFile(f"This project file is damaged: {name} is not JSON.", hint="Use a backup.") from None
    return plain


def _add_json(file: zipfile.ZipFile, name: str, plain: Plain) -> None:
    # Half a character, as a mistyped terminal or a hostile file gives, becomes "?" and does not cost the whole file.
    _add(file, name, json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "replace"))


def _add(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    # Level 1: meshes hardly shrink further, and saving should be quick.
    file.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED, compresslevel=1)
