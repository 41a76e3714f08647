"""One suggested layout: picture, score against now, terms, reasons, a button to take it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vrplanner.core.proposal import Proposal
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.preview_card import Picture, PreviewCard
from vrplanner.desktop.term_bars import Term, TermList, change_color, name_width, points, terms_of
from vrplanner.desktop.widgets import label, row

if TYPE_CHECKING:
    from vrplanner.desktop.layouts_panel import LayoutsPanel

TERMS_SHOWN = 4
REASONS_SHOWN = 3


class ProposalCard(PreviewCard):
    """While somebody looks at it, the views show the room as it would be."""

    def __init__(self, panel: "LayoutsPanel", proposal: Proposal, picture: QImage | None, number: int) -> None:
        super().__init__()
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
        self.taken.connect(lambda: panel.apply(proposal))
        self.reached.connect(lambda: panel.show_card(self))
        self.looked_at.connect(lambda looking: panel.preview(proposal if looking else None))
        layout.addLayout(row(self.more, None, self.apply))
        self.unfold(False)
        self.watch(self.more, self.apply)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.look(False)
        else:
            super().keyPressEvent(event)
