"""Talking to the assistant: a line to type in, and what it answered."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from vrplanner.core.errors import Cancelled, VrPlannerError
from vrplanner.core.proposal import Proposal
from vrplanner.desktop.flow_layout import FlowLayout
from vrplanner.desktop.i18n import tr, tr_step
from vrplanner.desktop.icons import icon
from vrplanner.desktop.services_protocol import Turn
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import button, card, column, label, row

SUGGESTIONS = (
    "Put a blue sofa against the north wall",
    "Add a round oak dining table",
    "Suggest a layout",
    "Undo that",
)
KEPT_BUBBLES = 60
WRAPPED_CHARACTERS = 60
WIDE_PX = 420


class AssistantPanel(QWidget):
    """What is typed goes to the assistant as a job; its changes arrive as steps of history."""

    busy_changed = Signal(bool)
    requested = Signal(str)  # an intent that only the window can carry out

    def __init__(self, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self.session = session
        self.tokens = tokens
        self.setAccessibleName(tr("Assistant"))
        self._said: list[str] = []
        self._at = 0
        self._offer: QWidget | None = None
        self._thinking: QWidget | None = None
        self._newest: QWidget | None = None  # stays in sight: the first line of the newest answer
        self._talk = QVBoxLayout()
        self._talk.setContentsMargins(2, 2, 8, 2)
        self._talk.setSpacing(6)
        self._talk.addStretch(1)
        self.input = QLineEdit()
        self.input.setPlaceholderText(tr("Tell the assistant what to do, e.g. “move the sofa to the window”"))
        self.input.setAccessibleName(tr("Tell the assistant what to do"))
        self.input.addAction(icon("assistant", tokens, color=tokens.accent), QLineEdit.ActionPosition.LeadingPosition)
        self.send = button(tr("Send"), self.submit, "primary")
        self.send.setIcon(icon("send", tokens, color=tokens.on_accent))
        self._suggestions = QWidget()
        self._lay_out()
        self.input.returnPressed.connect(self.submit)
        session.document_replaced.connect(self.start_over)
        self._greet()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setLayout(self._talk)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        self._scroll.setMinimumHeight(64)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Only after this do the bubbles have their new places.
        self._scroll.verticalScrollBar().rangeChanged.connect(self._scroll_down, Qt.ConnectionType.QueuedConnection)
        flow = FlowLayout(self._suggestions)
        for text in SUGGESTIONS:
            chip = button(tr(text), partial(self.ask, tr(text)), "chip")
            flow.addWidget(chip)
        layout = column(self, margins=(12, 10, 12, 10), spacing=8)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._suggestions)
        layout.addLayout(row(self.input, self.send))

    def focus(self) -> None:
        self.input.setFocus()
        self.input.selectAll()

    def submit(self) -> None:
        text = self.input.text().strip()
        if text:
            self.input.clear()
            self.ask(text)

    def ask(self, text: str) -> None:
        """Say something to the assistant."""
        self._suggestions.hide()
        self._said.append(text)
        self._add_mine(text)
        selected = self.session.selected_id or None
        services, document = self.session.services, self.session.remote_document
        self._run(lambda progress: services.say(document, text, selected=selected, progress=progress))

    def _answer(self, accepted: bool, choice: int = 0) -> None:
        self._close_offer()
        self._add_mine(tr("Yes") if accepted else tr("No"))
        services, document = self.session.services, self.session.remote_document
        self._run(lambda progress: services.answer(document, accepted, choice=choice, progress=progress))

    def _run(self, work: Callable[..., Turn]) -> None:
        self._close_offer()
        self._thinking = self._add_theirs(tr("…"))
        self.busy_changed.emit(True)
        self.session.background.start(
            tr("Assistant"), _with_progress(work), then=self._on_turn, failed=self._on_failed, lane="assistant"
        )

    def _on_turn(self, turn: Turn) -> None:
        self._stop_thinking()
        self._newest = self._add_theirs(turn.reply or turn.question or tr("Done."), done=turn.done)
        if turn.question and turn.reply and turn.question not in turn.reply:
            self._add_theirs(turn.question)
        if turn.proposals or turn.awaits_answer:
            self._offer_choice(turn.proposals)
        if turn.selected:
            self.session.select(turn.selected)
        for request in turn.requests:
            self.requested.emit(request.intent)

    def _on_failed(self, error: BaseException) -> None:
        self._stop_thinking()
        if isinstance(error, Cancelled):
            self._add_theirs(tr("Stopped."))
        elif isinstance(error, VrPlannerError):
            self._add_theirs(f"{tr(error.message)} {tr(error.hint)}".strip())
        else:
            self._add_theirs(tr("That did not work."))
            self.session.background.failed.emit(tr("Assistant"), error)

    # Bubbles

    def _add_mine(self, text: str) -> None:
        frame, layout = card(role="bubble-me")
        layout.addWidget(_words(text))
        self._newest = self._append(frame, mine=True)

    def _add_theirs(self, text: str, *, done: Sequence[str] = ()) -> QWidget:
        frame, layout = card(role="bubble-them")
        layout.addWidget(_words(text))
        for step in done:
            layout.addWidget(label(f"✓ {tr_step(step)}", "muted"))
        return self._append(frame, mine=False)

    def _offer_choice(self, proposals: Sequence[Proposal]) -> None:
        """Buttons to accept or reject; pointing at a proposal shows it in the views."""
        frame, layout = card()
        self._offer = frame
        if len(proposals) <= 1:
            accept = button(tr("Accept"), lambda: self._answer(True), "primary")
            layout.addLayout(row(accept, button(tr("Reject"), lambda: self._answer(False)), None))
        for i, proposal in enumerate(proposals):
            if len(proposals) > 1:
                accept = button(tr("Accept"), partial(self._answer, True, i), "primary")
                words = label(f"{tr(proposal.title)} · {round(proposal.score * 100)}")
                words.setToolTip("\n".join(tr(reason) for reason in proposal.reasons))
                layout.addLayout(row(words, None, self._preview_button(proposal), accept))
            # Three layouts with all their reasons would fill the panel three times over.
            shown = proposal.reasons[: 3 if len(proposals) == 1 else 1]
            for reason in shown:
                layout.addWidget(label(f"– {tr(reason)}", "muted", wrap=True))
        if len(proposals) > 1:
            layout.addLayout(row(None, button(tr("Reject"), lambda: self._answer(False))))
        elif proposals:
            layout.addLayout(row(self._preview_button(proposals[0]), None))
        self._append(frame, mine=False)

    def _preview_button(self, proposal: Proposal) -> QWidget:
        made = button(tr("Show"), lambda: None)
        made.pressed.connect(lambda: self._preview(proposal))
        made.released.connect(lambda: self.session.show_preview(None))
        made.setToolTip(tr("Hold to see it in the room"))
        return made

    def _preview(self, proposal: Proposal) -> None:
        try:
            self.session.show_preview(proposal.preview(self.session.scene))
        except VrPlannerError as error:
            self.session.refused.emit(error)

    def _append(self, frame: QFrame, *, mine: bool) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        if mine:
            line.addStretch(1)
        line.addWidget(frame, 2 if not mine or frame.sizeHint().width() > WIDE_PX else 0)
        if not mine:
            line.addStretch(1)
        self._talk.addWidget(holder)
        while self._talk.count() > KEPT_BUBBLES:
            self._drop_oldest()
        return holder

    @Slot()
    def _scroll_down(self) -> None:
        """To the end, but not past the beginning of the newest answer."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum() if self._newest is None else min(bar.maximum(), self._newest.y()))

    def _drop_oldest(self) -> None:
        entry = self._talk.takeAt(1)  # the first is the stretch that keeps bubbles at the bottom
        widget = entry.widget() if entry is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if widget is self._newest:
            self._newest = None

    def _close_offer(self) -> None:
        if self._offer is not None:
            self._offer.setEnabled(False)
            self._offer.hide()
            self._offer = None
        self.session.show_preview(None)

    def _stop_thinking(self) -> None:
        self.busy_changed.emit(False)
        if self._thinking is not None:
            self._thinking.hide()
            self._thinking.deleteLater()
            self._thinking = None

    def start_over(self) -> None:
        """Forget the talk: it was about another document."""
        while self._talk.count() > 1:
            self._drop_oldest()
        self._offer = self._thinking = None
        self._suggestions.show()
        self._greet()

    def _greet(self) -> None:
        self._add_theirs(tr("Hello! I place, move and make furniture, and suggest layouts. Just say what you want."))


def _words(text: str) -> QLabel:
    """What somebody said, wrapped when it is long; a word of any length gives way to the panel's width."""
    made = label(text, wrap=len(text) > WRAPPED_CHARACTERS)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if made.wordWrap():
        made.setMinimumWidth(1)
    return made


def _with_progress(work: Callable[..., Turn]) -> Callable[..., Turn]:
    def call(*, progress: object) -> Turn:
        return work(progress)

    return call
