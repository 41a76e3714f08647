"""Furnish a room for a sum of money: say what is wanted, compare what is offered, see each in the room, take one."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from vrplanner.app.jobs import Job
from vrplanner.core.commands.base import Command, Macro
from vrplanner.core.commands.items import PlaceItem, RemoveItem
from vrplanner.core.errors import Cancelled, InvalidInput, VrPlannerError
from vrplanner.core.money import is_guide
from vrplanner.core.scene import Scene
from vrplanner.desktop.furnish_card import FurnishCard
from vrplanner.desktop.furnish_form import FurnishForm
from vrplanner.desktop.furnish_work import Answer, pieces_of, work_out
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.icons import icon
from vrplanner.desktop.services_protocol import Furnishing
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units
from vrplanner.desktop.widgets import button, clear, column, label, row

SIZE_PX = (480, 820)
BESIDE_PX = 14
SETTLED_MS = 60
"""After this the cards have their heights."""


class FurnishDialog(QDialog):
    """Stays open beside the window, so that what it offers is seen in the room."""

    def __init__(
        self, parent: QWidget | None, session: Session, tokens: Tokens, units: Units, *, room_id: str | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("furnish")
        self.setWindowTitle(tr("Furnish this room"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.cards: tuple[FurnishCard, ...] = ()
        self._tokens = tokens
        self._before: Scene | None = None
        self._seed = 0
        self._job: Job[Answer] | None = None
        self.form = FurnishForm(session.scene, session.services, units, room_id=room_id)
        self.suggest = button(tr("Suggest"), self.ask, "primary")
        self.suggest.setIcon(icon("sparkle", tokens, color=tokens.on_accent))
        self.suggest.setDefault(True)
        self.stop = button(tr("Stop"), self._stop)
        self.stop.setAutoDefault(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.problem = label("", "danger", wrap=True)
        self.hint = label(_invitation(), "muted", wrap=True)
        self.guide = label(tr("All prices are guide prices of sample pieces, not offers."), "muted", wrap=True)
        self._lay_out()
        for widget in (self.stop, self.bar, self.problem, self.guide):
            widget.hide()
        self.form.changed.connect(self._on_form_changed)
        session.history_changed.connect(self._mark)
        session.document_replaced.connect(self.close)
        session.background.job_changed.connect(self._on_job)
        self._place(parent)

    def _lay_out(self) -> None:
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        inner = QWidget()
        layout = column(inner, margins=(20, 18, 20, 18), spacing=12)
        layout.addWidget(label(tr("Furnish this room"), "title"))
        layout.addWidget(self.form)
        layout.addWidget(self.problem)
        for widget in (self.suggest, self.stop, self.bar, self.hint, self.guide):
            layout.addWidget(widget)
        layout.addLayout(self._cards)
        layout.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setWidget(inner)
        self.close_button = button(tr("Close"), self.close)
        self.close_button.setAutoDefault(False)
        foot = row(None, self.close_button)
        foot.setContentsMargins(20, 8, 20, 12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self.scroll, 1)
        outer.addLayout(foot)

    def _place(self, parent: QWidget | None) -> None:
        """Over the panels at the right, where it hides least of the room."""
        width, height = SIZE_PX
        if parent is None:
            self.resize(width, height)
            return
        frame = parent.frameGeometry()
        height = min(height, frame.height() - 2 * BESIDE_PX)
        self.resize(width, height)
        self.move(frame.right() - width - BESIDE_PX, frame.bottom() - height - BESIDE_PX)

    # Asking

    def ask(self) -> None:
        """Have it worked out; asking again gives others."""
        if self._job is not None:
            return
        try:
            wanted = self.form.wanted()
        except InvalidInput as error:
            self._complain(error)
            return
        self.show_answer(None)
        self._set_busy(True)
        self.hint.setText(tr("Choosing furniture and trying where it goes…"))
        scene = self._before = self.session.scene
        self._job = self.session.background.start(
            tr("Furnish this room"), work_out, self.session.services, scene, self.session.document.models, wanted,
            self._seed, then=self._unless_closed(self._on_done), failed=self._unless_closed(self._on_failed),
        )  # fmt: skip
        self._seed += 1

    def _unless_closed(self, answer: Callable[..., None]) -> Callable[[object], None]:
        """Jobs may answer after the dialog is gone."""
        return lambda result: answer(result) if self._job is not None else None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)

    def _on_job(self, job: object) -> None:
        if self._job is not None and job is self._job and self._job.fraction > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(self._job.fraction * 1000))

    def _set_busy(self, busy: bool) -> None:
        self.suggest.setVisible(not busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(busy)
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.form.setEnabled(not busy)
        self.problem.hide()
        (self.stop if busy else self.suggest).setFocus()
        if not busy:
            self._job = None

    def _on_done(self, answer: Answer) -> None:
        self._set_busy(False)
        self.show_answer(answer)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self.hint.setText(tr("Stopped.") if isinstance(error, Cancelled) else _invitation())
        if isinstance(error, Cancelled):
            return
        if isinstance(error, VrPlannerError):
            self._complain(error)
        else:
            self.session.background.failed.emit(tr("Furnish this room"), error)

    def _complain(self, error: VrPlannerError) -> None:
        self.problem.setText(f"{tr(error.message)} {tr(error.hint)}".strip())
        self.problem.show()

    def _on_form_changed(self) -> None:
        self.problem.hide()
        self.suggest.setText(tr("Suggest"))

    # Showing

    def show_answer(self, answer: Answer | None) -> None:
        self.session.show_preview(None)
        clear(self._cards)
        made = []
        for i, proposal in enumerate(answer.proposals if answer else ()):
            room = answer.rooms[i] if answer and i < len(answer.rooms) else None
            made.append(self._card(proposal, room, answer, i + 1))
            self._cards.addWidget(made[-1])
        self.cards = tuple(made)
        keys = [self.suggest, *(widget for card in made for widget in (card, card.more, card.apply)), self.close_button]
        for first, then in pairwise(keys):  # cards are newer than the button below them, which Tab would come to first
            QWidget.setTabOrder(first, then)
        self.guide.setVisible(any(is_guide(piece.item) for card in made for piece in pieces_of(card.proposal)))
        self.suggest.setText(tr("Suggest others") if made else tr("Suggest"))
        self._mark()
        if made:
            QTimer.singleShot(SETTLED_MS, self, self._show_first)

    def _card(self, proposal: Furnishing, room: object, answer: Answer, number: int) -> FurnishCard:
        card = FurnishCard(proposal, self._tokens, room=room, pieces=answer.pieces, number=number)
        card.looked_at.connect(lambda looking: self.preview(card if looking else None))
        card.reached.connect(lambda: self.scroll.ensureWidgetVisible(card, 0, 12))
        card.taken.connect(lambda: self.apply(card))
        return card

    def _show_first(self) -> None:
        """The button to ask for others, and as much as there is room for below it."""
        self.scroll.verticalScrollBar().setValue(self.suggest.y() - BESIDE_PX)

    def preview(self, card: FurnishCard | None) -> None:
        """Show the room furnished like this; None shows it as it is."""
        command = self._command(card) if card is not None else None
        scene = self.session.scene
        try:
            self.session.show_preview(command.apply(scene).apply(scene) if command is not None else None)
        except VrPlannerError as error:
            self.session.refused.emit(error)

    def apply(self, card: FurnishCard) -> None:
        command = self._command(card)
        if command is not None:
            self.session.execute(command)

    def _command(self, card: FurnishCard) -> Macro | None:
        """What makes the room be furnished so: in place of another of these, if that was taken. None where it is so, or
        cannot be.
        """
        possible, applied = self._standing()
        if not possible or applied is card:
            return None
        away: tuple[Command, ...] = ()
        if applied is not None:
            away = tuple(RemoveItem(item_id=item_id) for item_id in reversed(_ids(applied.proposal)))
        return Macro(title=card.proposal.title, steps=(*away, *card.proposal.commands))

    def _standing(self) -> tuple[bool, FurnishCard | None]:
        """Whether the room is as it was when asked, but for one of these having been taken; and which."""
        scene, before = self.session.scene, self._before
        if before is None or scene.rooms != before.rooms:
            return False, None
        for card in self.cards:
            new = {
                command.item.id: command.item for command in card.proposal.commands if isinstance(command, PlaceItem)
            }
            if scene.items == {**before.items, **new}:
                return True, card
        return scene.items == before.items, None

    def _mark(self) -> None:
        self.form.set_scene(self.session.scene)
        if not self.cards:
            return
        possible, applied = self._standing()
        for card in self.cards:
            card.set_state(applied=card is applied, possible=possible)
        self.hint.setText(
            tr("Point at one to see it in the room.")
            if possible
            else tr("The room has changed since. Undo that, or ask again.")
        )

    def reject(self) -> None:
        """Escape, the close button and the window's frame all come here."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self.session.show_preview(None)
        super().reject()


def _ids(proposal: Furnishing) -> list[str]:
    return [command.item.id for command in proposal.commands if isinstance(command, PlaceItem)]


def _invitation() -> str:
    return tr("What stands in the room stays and counts as bought. Every piece comes from the catalogue.")
