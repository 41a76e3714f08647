"""How the selected thing should stand to others: wishes that suggested layouts keep to."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from vrplanner.core.commands.relations import RemoveRelation, SetRelation
from vrplanner.core.errors import InvalidInput, VrPlannerError
from vrplanner.core.item import Item
from vrplanner.core.relation import Relation
from vrplanner.core.scene import Scene
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.relation_words import CHOICES, distance_words, sentence
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.units import Units, parse_length
from vrplanner.desktop.whereabouts import rooms_of
from vrplanner.desktop.widgets import button, clear, icon_button, label, restyle, row


class DistanceEdit(QLineEdit):
    """A length that may be left empty."""

    def __init__(self, name: str, units: Units) -> None:
        super().__init__()
        self._units = units
        self.setPlaceholderText(tr("usual"))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.textEdited.connect(lambda _: restyle(self, "wrong", False))

    def length_m(self) -> float | None:
        """None when empty. Raises InvalidInput, and shows itself to be wrong."""
        text = self.text().strip()
        if not text:
            return None
        try:
            return parse_length(text, self._units)
        except InvalidInput:
            restyle(self, "wrong", True)
            raise


class WishRow(QWidget):
    """One wish as a sentence; its tick says whether it is wanted."""

    def __init__(self, session: Session, tokens: Tokens, scene: Scene, relation: Relation, units: Units) -> None:
        super().__init__()
        self._session = session
        self._relation = relation
        self.wanted = QCheckBox()
        self.wanted.setChecked(relation.wanted)
        self.wanted.setAccessibleName(sentence(scene, relation))
        self.wanted.setToolTip(tr("Ticked: wanted. Not ticked: need not be, though it would usually be so."))
        self.wanted.clicked.connect(self._switch)
        words = sentence(scene, relation)
        self.text = label(words if relation.wanted else tr("Need not be: {wish}", wish=words), wrap=True)
        self.text.setProperty("role", "" if relation.wanted else "muted")
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addWidget(self.text)
        distance = distance_words(relation, units)
        if distance:
            texts.addWidget(label(distance, "muted"))
        self.remove = icon_button("delete", tr("Remove"), tokens, self._remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.wanted)
        layout.addLayout(texts, 1)
        layout.addWidget(self.remove)

    def _switch(self, wanted: bool) -> None:
        self._session.execute(SetRelation(relation=replace(self._relation, wanted=wanted)))

    def _remove(self) -> None:
        self._session.execute(RemoveRelation(relation_id=self._relation.id))


class WishList(QWidget):
    """The wishes about one item, and a line to add another."""

    def __init__(self, session: Session, tokens: Tokens, units: Units) -> None:
        super().__init__()
        self._session, self._tokens, self._units = session, tokens, units
        self._item: Item | None = None
        self._shown: object = None
        self.rows: list[WishRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Should stand"))
        for kind, words in CHOICES.items():
            self.kind.addItem(tr(words), kind)
        self.other = QComboBox()
        self.other.setAccessibleName(tr("Other piece"))
        for combo in (self.kind, self.other):
            combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.near = DistanceEdit(tr("Nearest"), units)
        self.far = DistanceEdit(tr("Farthest"), units)
        self.add = button(tr("Add"), self._add)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Should stand"), "heading"))
        layout.addLayout(self._list)
        choices = row(self.kind, self.other)
        choices.setStretch(0, 1)
        choices.setStretch(1, 1)
        layout.addLayout(choices)
        dash = label("–", "muted")
        figures = row(self.near, dash, self.far, self.add)
        figures.setStretch(0, 1)
        figures.setStretch(2, 1)
        layout.addLayout(figures)

    def show_item(self, item: Item) -> None:
        """Bring the list up to date; what is being chosen stays."""
        scene = self._session.scene
        if self._item is None or self._item.id != item.id:
            self.near.clear()
            self.far.clear()
        self._item = item
        self._show_others(scene, item)
        relations = scene.relations_of(item.id)
        shown = [(relation, sentence(scene, relation)) for relation in relations]
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._list)
        self.rows = [WishRow(self._session, self._tokens, scene, relation, self._units) for relation in relations]
        for made in self.rows:
            self._list.addWidget(made)

    def _show_others(self, scene: Scene, item: Item) -> None:
        """The pieces of the same room."""
        where = rooms_of(scene, scene.items.values())
        room_id = where.get(item.id)
        others = [
            (other.name, other.id)
            for other in scene.items.values()
            if other.id != item.id and (room_id is None or where.get(other.id) == room_id)
        ]
        if others != [(self.other.itemText(i), self.other.itemData(i)) for i in range(self.other.count())]:
            chosen = self.other.currentData()
            self.other.clear()
            for name, item_id in others:
                self.other.addItem(name, item_id)
            self.other.setCurrentIndex(max(0, self.other.findData(chosen)))
        self._on_kind()

    def _on_kind(self) -> None:
        alone = self.kind.currentData() == "daylight"
        self.other.setVisible(not alone)
        self.far.setEnabled(self.kind.currentData() != "apart")  # nothing is too far away from what it keeps away from
        self.add.setEnabled(alone or self.other.count() > 0)

    def _add(self) -> None:
        if self._item is None:
            return
        scene, kind = self._session.scene, self.kind.currentData()
        target = None if kind == "daylight" else self.other.currentData()
        same = next((r for r in scene.relations_of(self._item.id) if _is_about(r, kind, self._item.id, target)), None)
        try:
            wish = Relation(
                id=same.id if same is not None else scene.fresh_id("wish"), kind=kind, item_id=self._item.id,
                target_id=target, near_m=self.near.length_m(),
                far_m=self.far.length_m() if self.far.isEnabled() else None,
            )  # fmt: skip
            wish.check()
        except VrPlannerError as error:
            self._session.refused.emit(error)
            return
        if self._session.execute(SetRelation(relation=wish)):
            self.near.clear()
            self.far.clear()


def _is_about(relation: Relation, kind: str, item_id: str, target_id: str | None) -> bool:
    return (relation.kind, relation.item_id, relation.target_id) == (kind, item_id, target_id)
