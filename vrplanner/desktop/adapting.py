"""While a thing is dragged: where the rest should go, worked out beside the drag, shown as ghosts, done on release."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from vrplanner.app.jobs import Job
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.item import Item
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.whereabouts import room_of

if TYPE_CHECKING:
    from vrplanner.desktop.session import Session

PAUSE_MS = 30
"""At most this long after a move the work on it begins, so that a quick hand does not start a job a pixel."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A thing in somebody's hand; `scene` has it where it is held."""

    item: Item
    gesture: str
    scene: Scene


class Adapting(QObject):
    """Owned by the session; drags tell it what they do. All its work is in jobs, of which only the newest counts."""

    switched = Signal(bool)

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self.enabled = False
        self._session = session
        self._held: _Held | None = None
        self._job: Job[Proposal | None] | None = None
        self._answer: Proposal | None = None
        self._answered = False
        self._released = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._begin)
        session.document_replaced.connect(self.cancel)

    def switch(self, enabled: bool) -> None:
        if enabled != self.enabled:
            self.enabled = enabled
            self.cancel()
            self.switched.emit(enabled)

    @property
    def waiting(self) -> bool:
        """Whether a drag has ended whose adaptation is still to come."""
        return self._released

    def moved(self, item_id: str, gesture: str) -> None:
        """The drag `gesture` has this item in its new place now: what was being worked out is out of date."""
        scene = self._session.scene
        item = scene.items.get(item_id)
        if not self.enabled or item is None:
            return
        if self._held is not None and self._held.gesture == gesture and self._held.item == item:
            return  # snapping keeps it where it was
        if self._held is not None and self._held.gesture != gesture:
            self._session.show_adapted(None)
        self._forget_work()
        self._held = _Held(item, gesture, scene)
        if not self._soon.isActive():
            self._soon.start()

    def released(self) -> None:
        """The drag has ended: do what was found, as part of its step, or as soon as it is found."""
        if self._held is None:
            return
        self._released = True
        if self._soon.isActive():
            self._soon.stop()
            self._begin()
        elif self._answered:
            self._settle()

    def cancel(self) -> None:
        """Let everything stay as it is."""
        self._soon.stop()
        self._forget_work()
        self._held = None
        self._session.show_adapted(None)

    def _forget_work(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._answer, self._answered, self._released = None, None, False, False

    def _begin(self) -> None:
        held = self._held
        if held is None:
            return
        room = room_of(held.scene, held.item)
        if room is None:
            self._take(held, None)
            return
        self._job = self._session.background.start(
            tr("Adapt while dragging"),
            self._session.services.adapt,
            held.scene,
            room.id,
            held.item.id,
            then=partial(self._take, held),
            failed=partial(self._on_failed, held),
            lane="adapt",
            quiet=True,
        )

    def _take(self, held: _Held, answer: Proposal | None) -> None:
        if held is not self._held:
            return  # it was moved on since
        self._job, self._answer, self._answered = None, answer, True
        self._session.show_adapted(answer.preview(held.scene) if answer is not None else None, held=held.item.id)
        if self._released:
            self._settle()

    def _on_failed(self, held: _Held, error: BaseException) -> None:
        if held is not self._held:
            return
        self._take(held, None)
        if not isinstance(error, VrPlannerError):  # nothing that can be arranged is no fault; anything else is ours
            self._session.background.failed.emit(tr("Adapt while dragging"), error)

    def _settle(self) -> None:
        held, answer = self._held, self._answer
        self.cancel()
        # After an undo, or any other step, the answer is about a room that is no more.
        if held is not None and answer is not None and self._session.scene is held.scene:
            self._session.execute(answer.as_command(), gesture=held.gesture)
