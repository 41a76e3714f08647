"""One way to furnish a room: picture, what it costs and what is left, every piece with its price, what stayed out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from vrplanner.core.item import Item
from vrplanner.core.money import is_guide, money
from vrplanner.desktop.furnish_work import PIECE_PX, Piece, pieces_of
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.preview_card import Picture, PreviewCard
from vrplanner.desktop.services_protocol import Furnishing
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import button, label, row, separator

PIECES_SHOWN = 4
PICTURE_SHAPE = 0.55


class RoomPicture(Picture):
    """As wide as the card and lower than that of a layout, so that the prices are seen with it."""

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return round(width * PICTURE_SHAPE)


class FurnishCard(PreviewCard):
    """One furnished room, to be compared with others."""

    def __init__(
        self, proposal: Furnishing, tokens: Tokens, *, room: QImage | None, pieces: Mapping[str, QImage], number: int
    ) -> None:
        super().__init__()
        self.setAccessibleName(proposal.title)
        self.proposal = proposal
        self._pictures = pieces
        self._tokens = tokens
        found = pieces_of(proposal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 12)
        layout.setSpacing(8)
        if room is not None:
            layout.addWidget(RoomPicture(room, tokens))
        self._add_account(layout, number)
        layout.addWidget(self._pieces(found[:PIECES_SHOWN]))
        others, why = self._pieces(found[PIECES_SHOWN:]), self._make_why()
        self._folding = (others, why)
        layout.addWidget(others)
        for sentence in proposal.left_out:
            layout.addWidget(label(sentence, "warning", wrap=True))
        layout.addWidget(why)
        self._hidden = len(found[PIECES_SHOWN:])
        self.more = button("", lambda: self.unfold(not self.unfolded), "quiet")
        layout.addLayout(row(self.more, None, self.apply))
        self.unfold(False)
        self.watch(self.more, self.apply)

    def _add_account(self, layout: QVBoxLayout, number: int) -> None:
        proposal = self.proposal
        guide = any(is_guide(piece.item) for piece in pieces_of(proposal))

        def told(amount: float) -> str:
            return money(round(amount), proposal.currency, language(), guide=guide)

        name = label(f"{number}. {proposal.name}", wrap=True)
        name.setStyleSheet("font-size: 15px; font-weight: 600;")
        self.total = label(told(proposal.spent))
        self.total.setStyleSheet("font-size: 15px; font-weight: 700;")
        heading = row(name, self.total)
        heading.setStretch(0, 1)
        budget = money(round(proposal.budget), proposal.currency, language())
        self.rest = label(tr("{rest} left of {budget}", rest=told(proposal.budget - proposal.spent), budget=budget))
        self.rest.setProperty("role", "muted")
        self.share = QProgressBar()
        self.share.setTextVisible(False)
        self.share.setRange(0, 1000)
        self.share.setValue(round(1000 * min(proposal.spent / proposal.budget, 1.0)))
        self.share.setAccessibleName(f"{self.total.text()}, {self.rest.text()}")
        layout.addLayout(heading)
        layout.addWidget(self.share)
        self.rest.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.rest)

    def _pieces(self, pieces: Sequence[Piece]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, piece in enumerate(pieces):
            price = label(_price(piece))
            price.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            times = f"{piece.count} × " if piece.count > 1 else ""
            name = label(f"{times}{piece.item.name}", wrap=True)
            name.setToolTip(piece.item.description)
            for place, widget in enumerate((self._small_picture(piece.item), name, price)):
                grid.addWidget(widget, line, place)
        return made

    def _small_picture(self, item: Item) -> QLabel:
        made = QLabel()
        size = QSize(PIECE_PX[0] // 2, PIECE_PX[1] // 2)
        picture = self._pictures.get(item.model or "")
        if picture is not None and not picture.isNull():
            made.setFixedSize(size)
            shown = QPixmap.fromImage(picture)
            shown.setDevicePixelRatio(2.0)
            made.setPixmap(shown)
        return made

    def _make_why(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(separator())
        for reason in (self.proposal.places, *self.proposal.why):
            layout.addWidget(label(f"– {reason}", "muted", wrap=True))
        return made

    def unfold(self, unfolded: bool) -> None:
        """Show every piece and what speaks for it, or only what costs most."""
        self.unfolded = unfolded
        for widget in self._folding:
            widget.setVisible(unfolded)
        more = tr("{count} more pieces, and why", count=self._hidden) if self._hidden else tr("Why")
        self.more.setText(tr("Less") if unfolded else more)


def _price(piece: Piece) -> str:
    item = piece.item
    if item.price is None:
        return ""
    told = money(item.price, item.currency, language(), guide=is_guide(item))
    return tr("{price} each", price=told) if piece.count > 1 else told
