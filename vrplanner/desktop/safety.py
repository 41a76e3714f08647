"""Nothing is lost: the open document is followed by an autosave, and what a crash left is offered again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Slot

from vrplanner.core.document import Document
from vrplanner.core.progress import Progress
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.notices import Notice
from vrplanner.desktop.session import Session


class Watch(Protocol):
    """Follows one document; `restart` when it was saved, `close` when it is done with."""

    def restart(self, path: Path | None) -> None: ...
    def close(self) -> None: ...


class Lost(Protocol):
    """Work that was not saved when the program ended."""

    @property
    def path(self) -> Path | None: ...
    @property
    def steps(self) -> int: ...


class Autosaves(Protocol):
    """What keeps sessions on disk; `vrplanner.app.autosave` is one. It takes back the sessions it gave out."""

    def Autosave(self, document: Document, path: Path | None = None) -> Watch: ...  # noqa: N802
    def recoverable(self) -> Sequence[Lost]: ...
    def recover(self, session: Any) -> Document: ...
    def forget(self, session: Any) -> None: ...
    def forget_old(self) -> None: ...


class Safety(QObject):
    """Keeps the session's document watched, whichever it is."""

    def __init__(self, session: Session, autosaves: Autosaves, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._autosaves = autosaves
        # Looked for first: the watch that begins here must not be taken for something lost.
        autosaves.forget_old()
        self._lost = list(autosaves.recoverable())
        self._watch = autosaves.Autosave(session.document, session.path)
        self._restored: list[Lost] = []
        session.document_replaced.connect(self._on_replaced)
        session.saved.connect(self._on_saved)

    def offer(self, notice: Notice, unless_unsaved: Callable[[Callable[[], None]], None]) -> None:
        """Say so if there is work from last time. What is done before it is restored goes through `unless_unsaved`."""
        if self._lost:
            newest = self._lost[0]
            name = newest.path.stem if newest.path else tr("Untitled")
            notice.tell(
                tr("{name} was not saved when the program ended last time.", name=name),
                tr("{count} steps can be restored.", count=newest.steps),
                level="warning",
                action=(tr("Restore"), lambda: unless_unsaved(self.restore)),
                stay=True,
            )

    def restore(self) -> None:
        """Bring the newest lost work back."""
        lost = self._lost[0]

        def work(*, progress: Progress) -> Document:
            progress(0.1)
            return self._autosaves.recover(lost)

        def done(document: Document) -> None:
            self._session.replace_document(document, lost.path)
            self._lost.remove(lost)
            self._restored.append(lost)

        self._session.background.start(tr("Restore"), work, then=done)

    @Slot()
    def _on_replaced(self) -> None:
        self._watch.close()
        self._watch = self._autosaves.Autosave(self._session.document, self._session.path)
        self._forget_restored()

    @Slot()
    def _on_saved(self) -> None:
        self._forget_restored()
        self._watch.restart(self._session.path)

    def close(self) -> None:
        """The person is done: saved, or wants it gone."""
        self._forget_restored()
        self._watch.close()

    def _forget_restored(self) -> None:
        """Only now: what was restored and not saved would be lost for good in a second crash."""
        for lost in self._restored:
            self._autosaves.forget(lost)
        self._restored.clear()
