"""The catalogue: search, browse by group, drag into a view or double-click to place; or ask for a piece in words."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from vrplanner.desktop.flow_layout import FlowLayout
from vrplanner.desktop.i18n import kind_name, language, tr
from vrplanner.desktop.icons import icon
from vrplanner.desktop.placing import PRODUCT_MIME
from vrplanner.desktop.plan_paint import pen, small_font
from vrplanner.desktop.plan_symbols import draw_symbol
from vrplanner.desktop.services_protocol import Product, Services
from vrplanner.desktop.theme import Tokens, mix
from vrplanner.desktop.thumbnails import Thumbnails
from vrplanner.desktop.units import Units, format_dimension, format_price
from vrplanner.desktop.widgets import button, column, label

Index = QModelIndex | QPersistentModelIndex
PRODUCT_ROLE = Qt.ItemDataRole.UserRole
CARD = QSize(136, 172)

GROUPS: dict[str, frozenset[str]] = {
    "Seating": frozenset({"sofa", "armchair", "chair", "office chair", "stool", "ottoman", "bench"}),
    "Tables": frozenset({"dining table", "coffee table", "side table", "desk"}),
    "Beds": frozenset({"bed", "nightstand", "crib"}),
    "Storage": frozenset({"wardrobe", "dresser", "bookcase", "sideboard", "tv stand", "cabinet"}),
    "Lighting": frozenset({"floor lamp", "table lamp", "pendant lamp"}),
    "Decor": frozenset({"rug", "plant", "mirror", "picture", "curtain", "vase", "cushion", "tv"}),
    "Kitchen & bath": frozenset(
        {"kitchen unit", "fridge", "stove", "washing machine", "bathtub", "toilet", "sink"}
    ),
}  # fmt: skip


class ProductModel(QAbstractListModel):
    """The products that match, for a list view; each can be dragged."""

    def __init__(self) -> None:
        super().__init__()
        self.products: list[Product] = []

    def show_products(self, products: Sequence[Product]) -> None:
        self.beginResetModel()
        self.products = list(products)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.products)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        product = self.products[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return product.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told(product)
        return product if role == PRODUCT_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [PRODUCT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        data = QMimeData()
        if indexes:
            data.setData(PRODUCT_MIME, self.products[indexes[0].row()].id.encode())
        return data


class ProductDelegate(QStyledItemDelegate):
    """A card: picture, name, size, price."""

    def __init__(self, thumbnails: Thumbnails, tokens: Tokens, units: Units, parent: QWidget) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails
        self.tokens = tokens
        self.units: Units = units

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        parent = self.parent()
        return parent.gridSize() if isinstance(parent, QListView) else CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        product: Product = index.data(PRODUCT_ROLE)
        rect: QRect = option.rect.adjusted(3, 3, -3, -3)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(pen(self.tokens.accent if hovered or chosen else self.tokens.line, 1.0))
        painter.setBrush(QColor(self.tokens.raised))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        picture_rect = QRectF(rect.x() + 5, rect.y() + 5, rect.width() - 10, 90)
        self._paint_picture(painter, product, picture_rect)
        self._paint_words(painter, product, rect)
        painter.restore()

    def _paint_picture(self, painter: QPainter, product: Product, rect: QRectF) -> None:
        painter.save()
        clip = QPainterPath()
        clip.addRoundedRect(rect, 7, 7)
        painter.setClipPath(clip)
        picture = self.thumbnails.get(product.id)
        if picture is not None and not picture.isNull():
            scale = max(rect.width() / picture.width(), rect.height() / picture.height())
            width, height = picture.width() * scale, picture.height() * scale
            where = QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
            painter.drawImage(where, picture)
        else:
            painter.fillRect(rect, mix(self.tokens.raised, self.tokens.fill, 0.6))
            scale = min(rect.width() * 0.7 / product.size[0], rect.height() * 0.7 / product.size[2])
            painter.translate(rect.center())
            painter.scale(scale, scale)
            draw_symbol(painter, product.kind, (product.size[0], product.size[2]), color="", tokens=self.tokens)
        painter.restore()

    def _paint_words(self, painter: QPainter, product: Product, rect: QRect) -> None:
        left, width = rect.x() + 9, rect.width() - 18
        size = " × ".join(
            f"{side * 100:.0f}" if self.units == "metric" else format_dimension(side, self.units)
            for side in product.size
        )
        size += " cm" if self.units == "metric" else ""
        price = format_price(product.price, product.currency, guide=bool(product.price_note))
        painter.setFont(small_font(12, bold=True))
        painter.setPen(QColor(self.tokens.text))
        lines = _lines(painter.fontMetrics(), product.name, width, most=2)
        top = rect.y() + 98
        for line in lines:
            painter.drawText(QRect(left, top, width, 17), Qt.AlignmentFlag.AlignVCenter, line)
            top += 16
        top = rect.bottom() - (35 if price else 20)  # in one line across the row, however long the names are
        painter.setFont(small_font(11))
        painter.setPen(QColor(self.tokens.muted))
        second = painter.fontMetrics().elidedText(size, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, 16), Qt.AlignmentFlag.AlignVCenter, second)
        if price:
            painter.setPen(QColor(self.tokens.accent))
            painter.drawText(QRect(left, top + 15, width, 15), Qt.AlignmentFlag.AlignVCenter, price)


def _told(product: Product) -> str:
    """Name, class, price, and what has to be known about the price."""
    price = format_price(product.price, product.currency, guide=bool(product.price_note))
    lines = (product.name, kind_name(product.kind), price, product.price_note if price else "")
    return "\n".join(line for line in lines if line)


def _lines(metrics: QFontMetrics, text: str, width: int, *, most: int) -> list[str]:
    """The text in at most so many lines of this width, broken between words, the last one cut short if need be."""
    words, lines = text.split(), [""]
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            if len(lines) == most:
                lines[-1] = f"{lines[-1]} {' '.join(words)}"
                break
            lines.append("")
            continue
        lines[-1] = longer
        words.pop(0)
    lines[-1] = metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return lines


class CardList(QListView):
    """Cards in as many columns as fit, sharing the width."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        width = self.viewport().width() - 2
        columns = max(1, width // (CARD.width() - 12))
        self.setGridSize(QSize(width // columns, CARD.height()))
        super().resizeEvent(event)


class CataloguePanel(QWidget):
    """Search, groups, products, and a line to have a piece made from words."""

    product_chosen = Signal(str)
    generate_asked = Signal(str)

    def __init__(self, services: Services, thumbnails: Thumbnails, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self.services = services
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search furniture"))
        self.search.setAccessibleName(tr("Search furniture"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", tokens, color=tokens.muted), QLineEdit.ActionPosition.LeadingPosition)
        self.model = ProductModel()
        self.list = CardList()
        self.list.setAccessibleName(tr("Catalogue"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(ProductDelegate(thumbnails, tokens, units, self.list))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setDragEnabled(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.empty = label("", "muted", wrap=True)
        self.price_note = label("", "muted", wrap=True)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("e.g. a low oak bench, 1.4 m wide"))
        self.words.setAccessibleName(tr("Describe a piece to make"))
        self.make = button(tr("Make"), self._ask_generate)
        self.make.setIcon(icon("sparkle", tokens, color=tokens.accent))
        self._groups = QButtonGroup(self)
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._soon.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.search.returnPressed.connect(self.refresh)
        self.words.returnPressed.connect(self._ask_generate)
        self.list.activated.connect(lambda index: self.product_chosen.emit(index.data(PRODUCT_ROLE).id))
        self._groups.buttonClicked.connect(lambda _: self.refresh())
        thumbnails.ready.connect(self._on_picture)
        self.refresh()

    def _lay_out(self) -> None:
        layout = column(self, margins=(12, 12, 12, 12), spacing=8)
        layout.addWidget(label(tr("Catalogue"), "title"))
        layout.addWidget(self.search)
        chips = QWidget()
        flow = FlowLayout(chips, spacing=5)
        for i, name in enumerate(("All", *GROUPS)):
            chip = QPushButton(tr(name).replace("&", "&&"))
            chip.setCheckable(True)
            chip.setChecked(i == 0)
            chip.setProperty("role", "chip")
            chip.setProperty("group", name)
            self._groups.addButton(chip)
            flow.addWidget(chip)
        layout.addWidget(chips)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty)
        layout.addWidget(self.price_note)
        layout.addWidget(label(tr("Not there? Describe it and have it made."), "muted", wrap=True))
        layout.addWidget(self.words)
        layout.addWidget(self.make)

    def refresh(self) -> None:
        """Show what matches the words and the group."""
        chip = self._groups.checkedButton()
        group = chip.property("group") if chip is not None else "All"
        found = self.services.search_products(self.search.text().strip(), language=language().split("_")[0])
        kinds = GROUPS.get(group)
        products = [product for product in found if kinds is None or product.kind in kinds]
        self.model.show_products(products)
        self.list.setVisible(bool(products))
        notes = dict.fromkeys(product.price_note for product in products if product.price is not None)
        self.price_note.setText(" ".join(note for note in notes if note))
        self.price_note.setVisible(any(notes))
        self.empty.setVisible(not products)
        words = self.search.text().strip()
        self.empty.setText(
            tr('Nothing called "{words}" here. Describe it below and have it made.', words=words)
            if words
            else tr("The catalogue is empty.")
        )
        if words and not products:
            self.words.setText(words)

    def _on_picture(self, _: str) -> None:
        self.list.viewport().update()

    def _ask_generate(self) -> None:
        words = self.words.text().strip()
        if words:
            self.generate_asked.emit(words)
