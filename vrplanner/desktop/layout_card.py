"""One suggested layout: picture, score against now, terms, reasons, a button to take it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vrplanner.core.proposal import Proposal
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.term_bars import Term, TermList, change_color, name_width, points, terms_of
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import button, label, restyle, row

if TYPE_CHECKING:
    from vrplanner.desktop.layouts_panel import LayoutsPanel

TERMS_SHOWN = 4
REASONS_SHOWN = 3
BY_KEYS = (
    Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason,
)  # fmt: skip


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
    """While the pointer is over it, or the keyboard has come to it, the views show the room as it would be."""

    def __init__(self, panel: "LayoutsPanel", proposal: Proposal, picture: QImage | None, number: int) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.proposal = proposal
        self._panel = panel
        self._title = tr(proposal.title) or tr("Layout {number}", number=number)
        self.setAccessibleName(self._title)
        words = panel.session.services.layout_terms("zh" if language() == "zh_CN" else "en")
        terms = terms_of(proposal, words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 10)
        layout.setSpacing(6)
        if picture is not None:
            layout.addWidget(Picture(picture, panel.tokens))
        layout.addLayout(self._heading())
        self._name_px = name_width(terms, self.fontMetrics())
        layout.addWidget(TermList(terms[:TERMS_SHOWN], panel.tokens, name_px=self._name_px))
        for reason in proposal.reasons[:REASONS_SHOWN]:
            layout.addWidget(label(f"– {tr(reason)}", "muted", wrap=True))
        self._rest = self._make_rest(terms[TERMS_SHOWN:], proposal.reasons[REASONS_SHOWN:])
        layout.addWidget(self._rest)
        self._hidden_terms = max(0, len(terms) - TERMS_SHOWN)
        self.more = QPushButton()
        self.more.setProperty("role", "quiet")
        self.more.setCheckable(True)
        self.more.toggled.connect(self.unfold)
        self.more.setVisible(bool(self._hidden_terms))
        self.apply = button(tr("Apply"), lambda: panel.apply(proposal), "primary")
        layout.addLayout(row(self.more, None, self.apply))
        self.unfold(False)
        for inner in (self.more, self.apply):
            inner.installEventFilter(self)

    def _heading(self) -> QHBoxLayout:
        proposal, tokens = self.proposal, self._panel.tokens
        title = label(self._title, wrap=True)
        title.setStyleSheet("font-weight: 600;")
        self.score = label(f"{round(proposal.score * 100)}")
        self.score.setStyleSheet(f"font-weight: 700; font-size: 17px; color: {tokens.text};")
        self.score.setToolTip(tr("Score out of 100"))
        self.gain = label("")
        if proposal.before:
            now = self._panel.session.services.layout_score(proposal.before)
            gain = round(proposal.score * 100) / 100 - round(now * 100) / 100
            self.gain.setText(points(gain))
            self.gain.setStyleSheet(f"font-weight: 600; color: {change_color(gain, tokens)};")
            self.gain.setToolTip(tr("Against the room as it stands now, which has {now}", now=round(now * 100)))
        heading = row(title, self.score, self.gain, spacing=6)
        heading.setStretch(0, 1)
        return heading

    def _make_rest(self, terms: list[Term], reasons: tuple[str, ...]) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        if terms:
            layout.addWidget(TermList(terms, self._panel.tokens, name_px=self._name_px))
        for reason in reasons:
            layout.addWidget(label(f"– {tr(reason)}", "muted", wrap=True))
        return made

    def unfold(self, unfolded: bool) -> None:
        """Show every term and reason, or only what matters most."""
        self._rest.setVisible(unfolded)
        self.more.setText(tr("Less") if unfolded else tr("{count} more", count=self._hidden_terms))

    def set_applied(self, applied: bool) -> None:
        """Whether the room stands like this now."""
        self.apply.setEnabled(not applied)
        self.apply.setText(tr("Applied") if applied else tr("Apply"))
        restyle(self, "chosen", applied)

    # Looking at it

    def enterEvent(self, event: QEvent) -> None:  # noqa: N802
        self._look(True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._look(False)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._on_focus(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._look(False)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._on_focus(event)
        elif event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self._look(False)
        return super().eventFilter(watched, event)

    def _on_focus(self, event: QFocusEvent) -> None:
        # A click's focus stays when the pointer goes, and would leave the preview behind.
        if event.reason() in BY_KEYS:
            self._panel.show_card(self)
            self._look(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.apply.isEnabled():
            self.apply.click()
        elif event.key() == Qt.Key.Key_Escape:
            self._look(False)
        else:
            super().keyPressEvent(event)

    def _look(self, looking: bool) -> None:
        restyle(self, "hover", looking)
        self._panel.preview(self.proposal if looking else None)
