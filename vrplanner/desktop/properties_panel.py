"""What the selection is, in figures that can be changed; the room itself when nothing is selected."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from vrplanner.core.item import Item
from vrplanner.core.person import Avatar
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.properties_avatar import AvatarPage
from vrplanner.desktop.properties_item import ItemPage
from vrplanner.desktop.properties_room import RoomPage
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units

NARROWEST_PX = 250
"""Less would cut fields and the names of the tabs above them."""


class PropertiesPanel(QWidget):
    """One page for each kind of thing; the page of what is selected shows."""

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self.setAccessibleName(tr("Properties"))
        self.setMinimumWidth(NARROWEST_PX)
        self.session = session
        self.item_page = ItemPage(session, tokens, units)
        self.avatar_page = AvatarPage(session, tokens, units)
        self.room_page = RoomPage(session, tokens, units)
        self._stack = QStackedWidget()
        for page in (self.room_page, self.item_page, self.avatar_page):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(page)
            self._stack.addWidget(scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        session.selection_changed.connect(self.refresh)
        session.scene_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        thing = self.session.selected
        if isinstance(thing, Item):
            self._stack.setCurrentIndex(1)
            self.item_page.show_item(thing)
        elif isinstance(thing, Avatar):
            self._stack.setCurrentIndex(2)
            self.avatar_page.show_avatar(thing)
        else:
            self._stack.setCurrentIndex(0)
            self.room_page.refresh()
