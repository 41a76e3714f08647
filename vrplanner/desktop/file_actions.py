"""Opening, saving, bringing in and giving out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from vrplanner.core.document import Document
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.desktop import ask
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.placing import place_command

if TYPE_CHECKING:
    from vrplanner.desktop.window import MainWindow

PROJECT_SUFFIX = ".vrplan"
MODEL_SUFFIXES = (".glb", ".gltf", ".usdz", ".obj")
THUMBNAIL_PX = 512


class FileActions:
    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        self.session = window.session

    @property
    def folder(self) -> Path:
        """Where file dialogs begin: beside the project."""
        return self.session.path.parent if self.session.path else Path.home()

    @property
    def name(self) -> str:
        return self.session.path.stem if self.session.path else tr("Untitled")

    # Projects

    def new(self) -> None:
        self.unless_unsaved(lambda: self.session.replace_document(Document(), None))

    def open(self) -> None:
        pattern = f"{tr('Projects')} (*{PROJECT_SUFFIX})"
        path = ask.open_file(self.window, tr("Open a project"), pattern, self.folder)
        if path is not None:
            self.open_path(path)

    def open_sample(self) -> None:
        """A furnished room to try things on, as an untitled copy."""
        samples = self.session.services.sample_projects()
        if samples:
            self.open_path(samples[0], keep_path=False)

    def open_path(self, path: Path, *, keep_path: bool = True) -> None:
        """Open a project; a sample (`keep_path` False) opens as an untitled copy."""

        def begin() -> None:
            self.session.background.start(
                tr("Open {name}", name=path.name),
                self.session.services.open,
                path,
                then=lambda document: self._opened(document, path if keep_path else None),
            )

        self.unless_unsaved(begin)

    def _opened(self, document: Document, path: Path | None) -> None:
        self.session.replace_document(document, path)
        if path is not None:
            self.window.remember(path)

    def save(self, then: Callable[[], None] | None = None) -> None:
        if self.session.path is None:
            self.save_as(then)
        else:
            self._save_to(self.session.path, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        pattern = f"{tr('Projects')} (*{PROJECT_SUFFIX})"
        suggested = self.folder / f"{self.name}{PROJECT_SUFFIX}"
        path = ask.save_file(self.window, tr("Save the project"), pattern, suggested)
        if path is not None:
            self._save_to(path, then)

    def _save_to(self, path: Path, then: Callable[[], None] | None) -> None:
        document, snapshot = self.session.document, self.session.snapshot()

        def done(_: object) -> None:
            # What was changed while the file was written is not in it.
            if document.scene is snapshot.scene:
                document.mark_saved()
            if document is self.session.document:
                self.session.set_path(path)
                self.session.saved.emit()
            self.window.remember(path)
            self.window.notice.tell(tr("Saved {name}", name=path.name))
            if then is not None:
                then()

        self.session.background.start(
            tr("Save {name}", name=path.name),
            self.session.services.save,
            snapshot,
            path,
            thumbnail=self._thumbnail(),
            then=done,
            lane="files",
        )

    def _thumbnail(self) -> bytes | None:
        picture = self.window.picture()
        if picture.isNull():
            return None
        small = picture.scaled(
            THUMBNAIL_PX, THUMBNAIL_PX, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        return png_bytes(small)

    def unless_unsaved(self, then: Callable[[], None]) -> None:
        """Go on once what is open is saved or given up; not at all when the person thinks better of it."""
        if not self.session.document.modified:
            then()
            return
        answer = ask.save_changes(self.window, self.name)
        if answer == "discard":
            then()
        elif answer == "save":
            self.save(then)

    # In and out

    def import_model(self) -> None:
        pattern = f"{tr('Models')} ({' '.join('*' + suffix for suffix in MODEL_SUFFIXES)})"
        path = ask.open_file(self.window, tr("Import a model"), pattern, self.folder)
        if path is not None:
            self._import(path)

    def _import(self, path: Path) -> None:
        self.session.background.start(
            tr("Import {name}", name=path.name), self.session.services.import_model, path, then=self.place
        )

    def open_dropped(self, path: Path) -> None:
        """What was dropped on the window: a project, a model, or the folder of a capture."""
        if path.is_dir():
            self.window.rooms.scan_folder(path)
        elif path.suffix.lower() == PROJECT_SUFFIX:
            self.open_path(path)
        elif path.suffix.lower() in MODEL_SUFFIXES:
            self._import(path)
        else:
            known = ", ".join((PROJECT_SUFFIX, *MODEL_SUFFIXES))
            hint = tr("Drop a project, a model or the folder of a capture ({known}).", known=known)
            self.window.notice.tell(tr("{name} cannot be opened here.", name=path.name), hint, level="warning")

    def place(self, made: tuple[Item, Model], at: tuple[float, float] | None = None) -> None:
        """Put a new thing into the room and select it."""
        item, model = made
        digest = self.session.document.models.add(model)
        command = place_command(self.session.scene, _with_model(item, digest), at)
        if self.session.execute(command):
            self.session.select(command.item.id)

    def export(self) -> None:
        pattern = ";;".join((f"{tr('3D scene')} (*.glb)", f"{tr('Plan drawing')} (*.svg)", f"{tr('Picture')} (*.png)"))
        suggested = self.folder / f"{self.name}.glb"
        path = ask.save_file(self.window, tr("Export"), pattern, suggested)
        if path is not None:
            self.session.background.start(
                tr("Export {name}", name=path.name),
                self.session.services.export,
                self.session.snapshot(),
                path,
                then=lambda _: self.window.notice.tell(tr("Exported {name}", name=path.name), str(path.parent)),
                lane="files",
            )

    def screenshot(self) -> None:
        suggested = self.folder / f"{self.name}.png"
        picture = self.window.picture()
        path = ask.save_file(self.window, tr("Save a picture of the view"), f"{tr('Picture')} (*.png)", suggested)
        if path is None:
            return
        if QImageWriter(str(path), QByteArray(b"png")).write(picture):
            self.window.notice.tell(tr("Saved {name}", name=path.name), str(path.parent))
        else:
            hint = tr("Choose another folder or free some space.")
            self.window.notice.tell(tr("{name} could not be written.", name=path.name), hint, level="error")

    def quit(self) -> None:
        self.window.close()


def _with_model(item: Item, digest: str) -> Item:
    return replace(item, model=digest)


def png_bytes(picture: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(data.data())
