"""Suggested layouts: ask for them, compare them, see each in the room, apply one as one step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vrplanner.app.jobs import Job
from vrplanner.core.errors import Cancelled, VrPlannerError
from vrplanner.core.progress import Progress, part
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.icons import icon
from vrplanner.desktop.layout_card import ProposalCard
from vrplanner.desktop.layout_options import Ask, LayoutOptions
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.thumbnails import layout_pictures
from vrplanner.desktop.widgets import button, clear, column, label, separator

Answer = tuple[Sequence[Proposal], Sequence[QImage]]


class LayoutsPanel(QWidget):
    def __init__(self, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self.setAccessibleName(tr("Layouts"))
        self.session = session
        self.tokens = tokens
        self.proposals: tuple[Proposal, ...] = ()
        self.cards: tuple[ProposalCard, ...] = ()
        self._seed = 0
        self._job: Job[Answer] | None = None
        self._item_ids: frozenset[str] = frozenset()
        self.options = LayoutOptions(session, tokens)
        self.suggest = button(tr("Suggest layouts"), self.ask, "primary")
        self.suggest.setIcon(icon("sparkle", tokens, color=tokens.on_accent))
        self.stop = button(tr("Stop"), self._stop)
        self.stop.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.hint = label(_invitation(), "muted", wrap=True)
        self.live = _live_switch(session, tokens)
        self._lay_out()
        session.scene_changed.connect(self._on_scene_changed)
        session.history_changed.connect(self._mark_applied)
        session.document_replaced.connect(self.forget)
        session.background.job_changed.connect(self._on_job)

    def _lay_out(self) -> None:
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        inner = QWidget()
        layout = column(inner)
        for widget in (self.options, self.suggest, self.stop, self.bar, self.hint):
            layout.addWidget(widget)
        layout.addLayout(self._cards)
        layout.addWidget(separator())
        layout.addWidget(self.live)
        layout.addWidget(
            label(tr("While you hold a piece, the others show where they would make room for it."), "muted", wrap=True)
        )
        layout.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    # Asking

    def ask(self) -> None:
        """Have layouts worked out as the options say; asking again gives others."""
        ask = self.options.ask()
        if self._job is not None:
            return
        if ask is None:
            self.hint.setText(tr("Put some furniture into a room first."))
            return
        self.preview(None)
        self._set_busy(True)
        self.hint.setText(tr("Working out layouts…"))
        self._job = self.session.background.start(
            tr("Suggest layouts"), self._work, self.session.scene, ask, self._seed,
            then=self._on_done, failed=self._on_failed,
        )  # fmt: skip
        self._seed += 1

    def _work(self, scene: Scene, ask: Ask, seed: int, *, progress: Progress) -> Answer:
        """On a job's thread."""
        services, models = self.session.services, self.session.document.models
        proposals = services.arrange(
            scene,
            ask.room_id,
            seed=seed,
            keep=ask.keep,
            only=ask.only,
            language="zh" if language() == "zh_CN" else "en",
            progress=part(progress, 0.0, 0.9),
        )
        try:
            pictures = layout_pictures(
                [proposal.preview(scene) for proposal in proposals], models, progress=part(progress, 0.9, 1.0)
            )
        except Cancelled:
            raise
        except VrPlannerError:
            pictures = []  # no OpenGL here; the words and scores remain
        return proposals, pictures

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)

    def _on_job(self, job: object) -> None:
        if self._job is not None and job is self._job:
            # Before the first report nobody knows how long it takes: the bar runs to and fro.
            self.bar.setRange(0, 1000 if self._job.fraction > 0 else 0)
            self.bar.setValue(round(self._job.fraction * 1000))

    def _set_busy(self, busy: bool) -> None:
        self.suggest.setVisible(not busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(busy)
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.options.setEnabled(not busy)
        if not busy:
            self._job = None

    def _on_done(self, result: Answer) -> None:
        self._set_busy(False)
        self.show_proposals(*result)
        if not result[0]:
            self.hint.setText(tr("No other arrangement fits this room."))

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if isinstance(error, Cancelled):
            self.hint.setText(tr("Stopped.") if not self.proposals else _pointing())
            return
        self.hint.setText("")
        if isinstance(error, VrPlannerError):
            self.hint.setText(f"{tr(error.message)} {tr(error.hint)}".strip())
        self.session.background.failed.emit(tr("Suggest layouts"), error)

    # Showing

    def show_proposals(self, proposals: Sequence[Proposal], pictures: Sequence[QImage]) -> None:
        self.preview(None)
        clear(self._cards)
        self.proposals = tuple(proposals)
        self._item_ids = frozenset(self.session.scene.items)
        self.hint.setText(_pointing())
        self.suggest.setText(tr("Suggest others") if proposals else tr("Suggest layouts"))
        found = []
        for i, proposal in enumerate(self.proposals):
            picture = pictures[i] if i < len(pictures) else None
            found.append(ProposalCard(self, proposal, picture, i + 1))
            self._cards.addWidget(found[-1])
        self.cards = tuple(found)

    def show_card(self, card: ProposalCard) -> None:
        """Scroll to it."""
        self._scroll.ensureWidgetVisible(card, 0, 12)

    def forget(self) -> None:
        """They were about another document."""
        self._stop()
        self.show_proposals((), ())
        self.hint.setText(_invitation())

    def preview(self, proposal: Proposal | None) -> None:
        if proposal is None:
            self.session.show_preview(None)
            return
        try:
            self.session.show_preview(proposal.preview(self.session.scene))
        except VrPlannerError as error:  # what it moves has been fixed since: only pointing at it is no mistake
            self.session.show_preview(None)
            self.hint.setText(f"{tr(error.message)} {tr(error.hint)}".strip())

    def apply(self, proposal: Proposal) -> None:
        shown = self.proposals  # what is applied may make the panel forget them
        if self.session.execute(proposal.as_command()) and proposal in shown:
            self.session.services.choose_layout(shown, shown.index(proposal))

    def _on_scene_changed(self) -> None:
        if self.proposals and frozenset(self.session.scene.items) != self._item_ids:
            self.show_proposals((), ())
            self.hint.setText(tr("The furniture has changed: ask again."))

    def _mark_applied(self) -> None:
        scene = self.session.scene
        for card in self.cards:
            try:
                card.set_state(applied=card.proposal.preview(scene).items == scene.items)
            except VrPlannerError:
                card.set_state(applied=False)  # what it moves has been fixed or is gone


def _invitation() -> str:
    return tr("Three ways to arrange what is in the room, with the reasons.")


def _pointing() -> str:
    return tr("Point at a layout to see it in the room.")


def _live_switch(session: Session, tokens: Tokens) -> QPushButton:
    """On while the rest adapts to what is dragged."""
    made = QPushButton(tr("Adapt while dragging"))
    made.setProperty("role", "switch")
    made.setIcon(icon("adapt", tokens))
    made.setCheckable(True)
    made.setChecked(session.adapting.enabled)
    made.setToolTip(f"{tr('Adapt while dragging')}  (Ctrl+Shift+G)")
    made.toggled.connect(session.adapting.switch)
    session.adapting.switched.connect(made.setChecked)
    return made
