"""A visit to the headset beside the window: what hands do there becomes steps of the window's document."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from vrplanner.core.commands.base import Command
from vrplanner.core.errors import VrPlannerError
from vrplanner.desktop.services_protocol import Visit

if TYPE_CHECKING:
    from vrplanner.desktop.session import Session

LAST_WAIT_S = 5.0


class Headset(QObject):
    """At most one visit at a time. It outlives a window that is built anew; it ends with its document.

    `_asked` and `_ended` are emitted on the visit's thread and heard on the window's.
    """

    changed = Signal()  # a visit began, is asked to end, or ended
    failed = Signal(object)  # VrPlannerError: why a visit could not begin or go on
    _asked = Signal(object, object, str)  # the document it is for, the command, its gesture
    _ended = Signal(object, object)  # the visit's number, the error or None

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session = session
        self._visit: Visit | None = None
        self._number = 0
        self.leaving = False
        self._asked.connect(self._carry_out, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        session.document_replaced.connect(self.leave)

    @property
    def visiting(self) -> bool:
        return self._visit is not None

    def enter(self) -> None:
        """Begin a visit on the open document; `failed` follows when no headset answers."""
        if self._visit is not None:
            return
        self._number += 1
        document, number = self._session.document, self._number
        self.leaving = False
        try:
            self._visit = self._session.services.enter_headset(
                document,
                submit=lambda command, gesture: self._asked.emit(document, command, gesture),
                ended=lambda error: self._ended.emit(number, error),
            )
        except VrPlannerError as error:
            self.failed.emit(error)
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """Ask for the end of the visit; `changed` follows when it has ended."""
        if self._visit is not None and not self.leaving:
            self.leaving = True
            self._visit.stop(timeout_s=0.0)
            self.changed.emit()

    def close(self) -> None:
        """End the visit with the program: its thread draws with what is about to go."""
        if self._visit is not None:
            self._visit.stop(timeout_s=LAST_WAIT_S)
            self._visit = None

    @Slot(object, object, str)
    def _carry_out(self, document: object, command: Command, gesture: str) -> None:
        if document is self._session.document:  # a hand may let go after another project was opened
            self._session.execute(command, gesture=gesture)

    @Slot(object, object)
    def _on_ended(self, number: int, error: VrPlannerError | None) -> None:
        if number != self._number:
            return
        self._visit = None
        self.leaving = False
        self.changed.emit()
        if error is not None:
            self.failed.emit(error)
