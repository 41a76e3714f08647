"""What the window works on: the document, what is selected, and what is shown for a moment instead (a preview)."""

import uuid
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vrplanner.core.change import Change
from vrplanner.core.commands.base import Command
from vrplanner.core.document import Document
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.core.scene import Scene
from vrplanner.desktop.adapting import Adapting
from vrplanner.desktop.background import Background, RemoteDocument
from vrplanner.desktop.ghosts import Ghost, ghosts_between
from vrplanner.desktop.headset import Headset
from vrplanner.desktop.services_protocol import Services


class Session(QObject):
    """One open document. Every part of the window reads from here and changes the document only through `execute`."""

    scene_changed = Signal()  # what is to be drawn has changed: a step, an undo, a preview
    history_changed = Signal()
    selection_changed = Signal()
    document_replaced = Signal()
    path_changed = Signal()
    saved = Signal()
    refused = Signal(object)  # VrPlannerError
    ghosts_changed = Signal()  # what would stand elsewhere has changed, though not what stands
    focus_asked = Signal(str)  # an entity to bring into view

    def __init__(self, document: Document, services: Services, background: Background) -> None:
        super().__init__()
        self.services = services
        self.background = background
        self.document = document
        self.remote_document = RemoteDocument(document, background)
        self.path: Path | None = None
        self._selected = ""
        self._preview: Scene | None = None
        self._adapted: tuple[Scene, str] | None = None  # with the id of what is held
        document.listeners.append(self._on_change)
        self.headset = Headset(self)
        self.adapting = Adapting(self)

    # The document

    @property
    def scene(self) -> Scene:
        return self.document.scene

    @property
    def shown_scene(self) -> Scene:
        """The preview if there is one, else the document's scene."""
        return self._preview or self.document.scene

    @property
    def previewing(self) -> bool:
        return self._preview is not None

    def replace_document(self, document: Document, path: Path | None) -> None:
        self.document.listeners.remove(self._on_change)
        self.document = document
        self.remote_document = RemoteDocument(document, self.background)
        self.document.listeners.append(self._on_change)
        self.path = path
        self._preview = None
        self._selected = ""
        for signal in (
            self.document_replaced,
            self.scene_changed,
            self.history_changed,
            self.selection_changed,
            self.path_changed,
        ):
            signal.emit()

    def set_path(self, path: Path) -> None:
        self.path = path
        self.path_changed.emit()

    def snapshot(self) -> Document:
        """A copy of the document for a job to read; its models are shared and only ever grow."""
        return Document(self.document.scene, self.document.models)

    def execute(self, command: Command, *, gesture: str = "") -> bool:
        """Carry a command out; False, and a notice, if it was refused."""
        self.show_preview(None)
        try:
            self.document.execute(command, gesture=gesture)
        except VrPlannerError as error:
            self.refused.emit(error)
            return False
        return True

    def undo(self) -> None:
        self.show_preview(None)
        self.document.undo()

    def redo(self) -> None:
        self.show_preview(None)
        self.document.redo()

    def go_to_step(self, count: int) -> None:
        """Undo or redo until `count` steps are done."""
        self.show_preview(None)
        while len(self.document.history[0]) > count and self.document.undo() is not None:
            pass
        while len(self.document.history[0]) < count and self.document.redo() is not None:
            pass

    @staticmethod
    def new_gesture() -> str:
        """A name under which the commands of one drag become one undo step."""
        return f"gesture-{uuid.uuid4().hex}"

    # Selection and preview

    @property
    def selected_id(self) -> str:
        """The id of the selected item or avatar, "" when nothing is."""
        return self._selected

    @property
    def selected(self) -> Item | Avatar | None:
        scene = self.shown_scene
        return scene.items.get(self._selected) or scene.avatars.get(self._selected)

    @property
    def selected_item(self) -> Item | None:
        return self.shown_scene.items.get(self._selected)

    def select(self, entity_id: str) -> None:
        if entity_id != self._selected:
            self._selected = entity_id
            self.selection_changed.emit()

    def show_preview(self, scene: Scene | None) -> None:
        if scene is not self._preview:
            self._preview = scene
            self.scene_changed.emit()

    def show_adapted(self, scene: Scene | None, *, held: str = "") -> None:
        """Show, as ghosts only, where the rest would go while somebody holds the item `held`."""
        if scene is not None or self._adapted is not None:
            self._adapted = (scene, held) if scene is not None else None
            self.ghosts_changed.emit()

    @property
    def expected_scene(self) -> Scene:
        """What is shown, with the rest where it will have made room for what is held."""
        return self._adapted[0] if self._adapted is not None else self.shown_scene

    @property
    def ghosts(self) -> tuple[Ghost, ...]:
        """What the preview, or the adaptation to what is held, would have stand elsewhere."""
        if self._preview is not None:
            return ghosts_between(self.scene, self._preview)
        if self._adapted is not None:
            return ghosts_between(self.scene, self._adapted[0], besides=self._adapted[1])
        return ()

    def _on_change(self, change: Change) -> None:
        if self._selected and self.selected is None:
            self.select("")
        self.scene_changed.emit()
        self.history_changed.emit()

    def close(self) -> None:
        self.headset.close()
        self.adapting.cancel()
        self.document.listeners.remove(self._on_change)
