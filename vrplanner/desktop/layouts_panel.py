"""Suggested layouts: picture, score and reasons of each; hover to see it in the room, apply as one step."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from vrplanner.core.errors import VrPlannerError
from vrplanner.core.progress import Progress, part
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.icons import icon
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.thumbnails import layout_pictures
from vrplanner.desktop.widgets import button, clear, column, label, restyle, row

TERMS_SHOWN = 4


class Picture(QWidget):
    """A picture with round corners that keeps its proportions."""

    def __init__(self, picture: QImage, tokens: Tokens) -> None:
        super().__init__()
        self._picture = picture
        self._tokens = tokens
        self.setMinimumHeight(60)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, 150)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return round(width * 0.6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), QColor(self._tokens.hover))
        if not self._picture.isNull():
            scale = max(self.width() / self._picture.width(), self.height() / self._picture.height())
            width, height = self._picture.width() * scale, self._picture.height() * scale
            where = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            painter.drawImage(where, self._picture)
        painter.end()


class ProposalCard(QFrame):
    """One layout. While the pointer is over it the views show the room as it would be."""

    def __init__(self, panel: "LayoutsPanel", proposal: Proposal, picture: QImage | None, number: int) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._panel = panel
        self._proposal = proposal
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 10)
        layout.setSpacing(6)
        if picture is not None:
            layout.addWidget(Picture(picture, panel.tokens))
        title = label(tr(proposal.title) or tr("Layout {number}", number=number), wrap=True)
        title.setStyleSheet("font-weight: 600;")
        score = label(f"{round(proposal.score * 100)}")
        score.setStyleSheet(f"font-weight: 700; font-size: 15px; color: {panel.tokens.accent};")
        score.setToolTip(tr("Score out of 100"))
        heading = row(title, score)
        heading.setStretch(0, 1)
        layout.addLayout(heading)
        layout.addLayout(self._terms())
        for reason in proposal.reasons[:3]:
            layout.addWidget(label(f"– {tr(reason)}", "muted", wrap=True))
        self.apply = button(tr("Apply"), lambda: panel.apply(proposal), "primary")
        layout.addLayout(row(None, self.apply))

    def _terms(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(3)
        # The weakest terms tell most about what this layout gives up; the strongest what it is for.
        ranked = sorted(self._proposal.scores.items(), key=lambda pair: -pair[1])
        shown = ranked if len(ranked) <= TERMS_SHOWN else [*ranked[: TERMS_SHOWN - 1], ranked[-1]]
        for name, value in shown:
            bar = QProgressBar()
            bar.setRange(0, 100)
            bar.setValue(round(max(0.0, min(1.0, value)) * 100))
            bar.setTextVisible(False)
            words = label(tr(name.replace("_", " ").capitalize()), "muted")
            words.setMinimumWidth(96)
            lines.addLayout(row(words, bar))
        return lines

    def enterEvent(self, event: QEvent) -> None:  # noqa: N802
        restyle(self, "hover", True)
        self._panel.preview(self._proposal)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        restyle(self, "hover", False)
        self._panel.preview(None)


class LayoutsPanel(QWidget):
    def __init__(self, session: Session, tokens: Tokens) -> None:
        super().__init__()
        self.setAccessibleName(tr("Layouts"))
        self.session = session
        self.tokens = tokens
        self.proposals: tuple[Proposal, ...] = ()
        self._seed = 0
        self._item_ids: frozenset[str] = frozenset()
        self.suggest = button(tr("Suggest layouts"), self.ask, "primary")
        self.suggest.setIcon(icon("sparkle", tokens, color=tokens.on_accent))
        self.hint = label(tr("Three ways to arrange what is in the room, with the reasons."), "muted", wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        inner = QWidget()
        layout = column(inner)
        layout.addWidget(self.suggest)
        layout.addWidget(self.hint)
        layout.addLayout(self._cards)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        session.scene_changed.connect(self._on_scene_changed)
        session.document_replaced.connect(self.forget)

    def ask(self) -> None:
        """Have layouts worked out for the largest room; asking again gives others."""
        scene = self.session.scene
        room = max(scene.rooms.values(), key=lambda room: room.polygon.area, default=None)
        if room is None or not scene.items:
            self.hint.setText(tr("Put some furniture into a room first."))
            return
        self.suggest.setEnabled(False)
        self.hint.setText(tr("Working out layouts…"))
        self.session.background.start(
            tr("Suggest layouts"), self._work, scene, room.id, self._seed, then=self._on_done, failed=self._on_failed
        )
        self._seed += 1

    def _work(
        self, scene: Scene, room_id: str, seed: int, *, progress: Progress
    ) -> tuple[Sequence[Proposal], Sequence[QImage]]:
        """On a job's thread."""
        services, models = self.session.services, self.session.document.models
        proposals = services.arrange(
            scene,
            room_id,
            seed=seed,
            language="zh" if language() == "zh_CN" else "en",
            progress=part(progress, 0.0, 0.9),
        )
        try:
            pictures = layout_pictures(
                [proposal.preview(scene) for proposal in proposals], models, progress=part(progress, 0.9, 1.0)
            )
        except VrPlannerError:
            pictures = []  # no OpenGL here; the words and scores remain
        return proposals, pictures

    def _on_done(self, result: tuple[Sequence[Proposal], Sequence[QImage]]) -> None:
        self.suggest.setEnabled(True)
        self.show_proposals(*result)
        if not result[0]:
            self.hint.setText(tr("No other arrangement fits this room."))

    def _on_failed(self, error: BaseException) -> None:
        self.suggest.setEnabled(True)
        self.hint.setText("")
        if isinstance(error, VrPlannerError):
            self.hint.setText(f"{tr(error.message)} {tr(error.hint)}".strip())
        self.session.background.failed.emit(tr("Suggest layouts"), error)

    def show_proposals(self, proposals: Sequence[Proposal], pictures: Sequence[QImage]) -> None:
        self.preview(None)
        clear(self._cards)
        self.proposals = tuple(proposals)
        self._item_ids = frozenset(self.session.scene.items)
        self.hint.setText(tr("Point at a layout to see it in the room."))
        self.suggest.setText(tr("Suggest others") if proposals else tr("Suggest layouts"))
        for i, proposal in enumerate(self.proposals):
            picture = pictures[i] if i < len(pictures) else None
            self._cards.addWidget(ProposalCard(self, proposal, picture, i + 1))

    def forget(self) -> None:
        """They were about another document."""
        self.show_proposals((), ())
        self.hint.setText(tr("Three ways to arrange what is in the room, with the reasons."))

    def preview(self, proposal: Proposal | None) -> None:
        if proposal is None:
            self.session.show_preview(None)
            return
        try:
            self.session.show_preview(proposal.preview(self.session.scene))
        except VrPlannerError as error:
            self.session.refused.emit(error)

    def apply(self, proposal: Proposal) -> None:
        shown = self.proposals  # what is applied may make the panel forget them
        if self.session.execute(proposal.as_command()) and proposal in shown:
            self.session.services.choose_layout(shown, shown.index(proposal))

    def _on_scene_changed(self) -> None:
        if self.proposals and frozenset(self.session.scene.items) != self._item_ids:
            self.show_proposals((), ())
            self.hint.setText(tr("The furniture has changed: ask again."))
