"""How well a layout does by each term, as bars with a tick where the room is now."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from vrplanner.core.proposal import Proposal
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.theme import Tokens, mix
from vrplanner.desktop.widgets import label

WIDEST_NAME_PX = 124
BAR_PX = 8
SMALL = 0.005
"""A change that rounds to nothing is none."""


@dataclass(frozen=True, slots=True)
class Term:
    """One line: its name in words, what it asks for, its score 0..1 and that of the room now (None: not measured)."""

    label: str
    meaning: str
    score: float
    before: float | None = None

    @property
    def change(self) -> float:
        return 0.0 if self.before is None else self.score - self.before

    @property
    def gain_text(self) -> str:
        """ "+31", "−4", nothing where nothing changes; points out of 100."""
        return points(self.change) if abs(self.change) >= SMALL else ""

    @property
    def tip(self) -> str:
        if self.before is None:
            return self.meaning
        now, then = round(self.before * 100), round(self.score * 100)
        return f"{self.meaning}\n{tr('Now {now}, then {then}', now=now, then=then)}"


def points(change: float) -> str:
    """A change of score as it is shown: with its sign, out of 100."""
    shown = round(change * 100)
    return f"+{shown}" if shown >= 0 else f"−{-shown}"


def terms_of(proposal: Proposal, words: Mapping[str, tuple[str, str]]) -> list[Term]:
    """What changed most first; what does not change, the weakest first. That things move at all comes last: a room that
    stays as it is has all of that.
    """
    found = []
    for name, score in proposal.scores.items():
        title, meaning = words.get(name, (tr(name.replace("_", " ").capitalize()), ""))
        term = Term(title, meaning, score, proposal.before.get(name))
        found.append((name == "changes", -abs(term.change), score, len(found), term))
    return [entry[-1] for entry in sorted(found)]


class TermBar(QWidget):
    """Filled as far as the score goes: what is won in green, what is lost in red, a tick where it was before."""

    def __init__(self, term: Term, tokens: Tokens) -> None:
        super().__init__()
        self._term = term
        self._tokens = tokens
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(BAR_PX + 6)
        self.setAccessibleName(f"{term.label} {round(term.score * 100)} {term.gain_text}".strip())

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(90, BAR_PX + 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        term, tokens = self._term, self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        kept = mix(tokens.muted, tokens.raised, 0.35)
        self._fill(painter, 1.0, QColor(tokens.line))
        if term.change < -SMALL:
            self._fill(painter, term.before or 0.0, mix(tokens.raised, tokens.danger, 0.55))
        elif term.change > SMALL:
            self._fill(painter, term.score, QColor(tokens.success))
        self._fill(painter, min(term.score, term.before if term.before is not None else term.score), kept)
        if term.before is not None and abs(term.change) > SMALL:
            painter.setBrush(QColor(tokens.text))
            x = min(self.width() - 2.0, max(0.0, term.before * self.width() - 1.0))
            painter.drawRect(QRectF(x, 0, 2, self.height()))
        painter.end()

    def _fill(self, painter: QPainter, share: float, color: QColor) -> None:
        width = max(0.0, min(1.0, share)) * self.width()
        if width >= 1:
            painter.setBrush(color)
            radius = min(BAR_PX / 2, width / 2)
            painter.drawRoundedRect(QRectF(0, 3, width, BAR_PX), radius, radius)


def name_width(terms: list[Term], metrics: QFontMetrics) -> int:
    """Pixels for the names of all these, so that lists of some of them line up."""
    return min(WIDEST_NAME_PX, max((metrics.horizontalAdvance(term.label) + 4 for term in terms), default=0))


class TermList(QWidget):
    """Names, bars and changes in three columns."""

    def __init__(self, terms: list[Term], tokens: Tokens, *, name_px: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for line, term in enumerate(terms):
            name = label(term.label)
            name.setText(name.fontMetrics().elidedText(term.label, Qt.TextElideMode.ElideRight, name_px))
            name.setFixedWidth(name_px)
            change = label(term.gain_text)
            change.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            change.setMinimumWidth(28)
            change.setStyleSheet(f"color: {change_color(term.change, tokens)}; font-size: 12px;")
            for place, widget in enumerate((name, TermBar(term, tokens), change)):
                widget.setToolTip(term.tip)
                grid.addWidget(widget, line, place)


def change_color(change: float, tokens: Tokens) -> str:
    if abs(change) < SMALL:
        return tokens.muted
    return tokens.success if change > 0 else tokens.danger
