"""What a person says before a room is furnished: which room, what kind, for how many, for how much, how it looks."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from vrplanner.core.errors import InvalidInput
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.services_protocol import FurnishingChoices, Services
from vrplanner.desktop.units import Units
from vrplanner.desktop.widgets import label, restyle, row

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥"}
FIRST_BUDGET = "2,000"
SQUARE_FEET_PER_M2 = 10.7639
TEN_THOUSAND = "万"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`rate` is how much of the prices' currency one unit of `currency` is, None where it is that one."""

    room_id: str
    kind: str
    people: int
    budget: float
    currency: str
    rate: float | None
    style: str | None


class FurnishForm(QWidget):
    changed = Signal()

    def __init__(self, scene: Scene, services: Services, units: Units, *, room_id: str | None) -> None:
        super().__init__()
        self._scene = scene
        self._units: Units = units
        self._services = services
        self._choices: FurnishingChoices = services.furnishing_choices("zh" if language() == "zh_CN" else "en")
        self._people_said = False
        self.room = _combo(self._rooms())
        self.room.setCurrentIndex(max(0, self.room.findData(room_id)))
        self.kind = _combo([(text, name) for name, text in self._choices.kinds.items()])
        self.kind.setPlaceholderText(tr("Please choose"))
        self.people = QLineEdit()
        self.people.setValidator(QIntValidator(1, self._choices.most_people, self))
        self.style_choice = _combo([(tr("Show me different ones"), ""), *_turned(self._choices.styles)])
        self.budget = QLineEdit(FIRST_BUDGET)
        own = self._choices.currency
        self.currency = _combo([(f"{SIGNS[code]}  {code}", code) for code in dict.fromkeys((own, *SIGNS))])
        self.rate = QLineEdit()
        self.rate_words = label("")
        self._lay_out()
        self.room.currentIndexChanged.connect(lambda _: self._guess_kind())
        self.kind.currentIndexChanged.connect(lambda _: self._usual_people())
        self.people.textEdited.connect(lambda _: self._say_people())
        self.currency.currentIndexChanged.connect(lambda _: self._ask_rate())
        for edit in (self.budget, self.rate, self.people):
            edit.textEdited.connect(lambda _, edit=edit: restyle(edit, "wrong", False))
            edit.textEdited.connect(lambda _: self.changed.emit())
        for choice in (self.room, self.kind, self.style_choice, self.currency):
            choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._guess_kind()
        self._ask_rate()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        money = row(self.budget, self.currency, spacing=6)
        money.setStretch(0, 1)
        fields = (
            (tr("Room"), self.room, None), (tr("Kind of room"), self.kind, None),
            (tr("Budget"), self.budget, money), (tr("For how many people"), self.people, None),
            (tr("Style"), self.style_choice, None),
        )  # fmt: skip
        for i, (name, widget, line) in enumerate(fields):
            widget.setAccessibleName(name)
            grid.addLayout(_captioned(name, widget, line), i // 2, i % 2)
        self.currency.setAccessibleName(tr("Currency"))
        self._rate_line = QWidget()
        line = QHBoxLayout(self._rate_line)
        line.setContentsMargins(0, 0, 0, 0)
        self.rate.setFixedWidth(86)
        own = label(self._choices.currency)
        for widget in (self.rate_words, self.rate, own):
            line.addWidget(widget)
        line.addStretch(1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label(tr("Exchange rate"), "muted"))
        beside.addWidget(self._rate_line)
        self._rate_caption = beside.itemAt(0).widget()
        grid.addLayout(beside, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    # What follows from what

    def _guess_kind(self) -> None:
        room_id = self.room.currentData()
        guessed = self._services.room_kind(self._scene, room_id) if room_id else ""
        self.kind.setCurrentIndex(self.kind.findData(guessed) if guessed else -1)
        self._usual_people()

    def _usual_people(self) -> None:
        kind = self.kind.currentData()
        if not self._people_said:
            self.people.setText(str(self._choices.people[kind]) if kind else "")
        restyle(self.kind, "wrong", False)

    def _say_people(self) -> None:
        self._people_said = bool(self.people.text().strip())

    def _ask_rate(self) -> None:
        code, own = self.currency.currentData(), self._choices.currency
        for widget in (self._rate_line, self._rate_caption):
            widget.setVisible(code != own)
        self.rate_words.setText(tr("1 {currency} is", currency=code))
        self.rate.setAccessibleName(tr("How much of {own} one {currency} is", own=own, currency=code))
        restyle(self.rate, "wrong", False)

    def set_scene(self, scene: Scene) -> None:
        """Offer these rooms, and guess from what stands in them now."""
        rooms_before, self._scene = self._scene.rooms, scene
        if scene.rooms == rooms_before:
            return
        chosen = self.room.currentData()
        self.room.blockSignals(True)
        self.room.clear()
        for text, room_id in self._rooms():
            self.room.addItem(text, room_id)
        self.room.setCurrentIndex(max(0, self.room.findData(chosen)))
        self.room.blockSignals(False)
        if self.room.currentData() != chosen:
            self._guess_kind()

    def _rooms(self) -> list[tuple[str, str]]:
        return [(_room_text(room, self._units), room.id) for room in self._scene.rooms.values()]

    # What was said

    def wanted(self) -> Wanted:
        """All of it. Raises InvalidInput in words, with the field at fault marked and under the cursor."""
        room_id, kind = self.room.currentData(), self.kind.currentData()
        if room_id is None:
            raise InvalidInput(tr("There is no room yet."), hint=tr("Draw or scan one first."))
        if kind is None:
            self._blame(self.kind)
            name = tr(self._scene.rooms[room_id].name) or room_id
            kinds = ("、" if language() == "zh_CN" else ", ").join(self._choices.kinds.values())
            raise InvalidInput(
                tr("What kind of room “{room}” is cannot be told from its name or from what stands in it.", room=name),
                hint=tr("Choose one: {kinds}.", kinds=kinds),
            )
        currency = self.currency.currentData()
        return Wanted(
            room_id=room_id,
            kind=kind,
            people=self._number_of_people(),
            budget=self._budget(),
            currency=currency,
            rate=self._rate_of(currency),
            style=self.style_choice.currentData() or None,
        )

    def _number_of_people(self) -> int:
        if not self.people.hasAcceptableInput():
            self._blame(self.people)
            raise InvalidInput(tr("For 1 to {most} people a room can be planned.", most=self._choices.most_people))
        return int(self.people.text())

    def _budget(self) -> float:
        budget = parse_amount(self.budget.text())
        if budget is None:
            self._blame(self.budget)
            raise InvalidInput(tr("The budget is no amount of money."), hint=tr("Write for example 1,500."))
        return budget

    def _rate_of(self, currency: str) -> float | None:
        own = self._choices.currency
        if currency == own:
            return None
        rate = _positive(self.rate.text().strip().replace(",", "."))  # 1.250 is no thousands here
        if rate is None:
            self._blame(self.rate)
            raise InvalidInput(
                tr("The prices are in {own}.", own=own),
                hint=tr("Say how much of {own} one {currency} is.", own=own, currency=currency),
            )
        return rate

    @staticmethod
    def _blame(field: QWidget) -> None:
        restyle(field, "wrong", True)
        field.setFocus()


def parse_amount(text: str) -> float | None:
    """A sum as people write it ("1,500", "1.500,50", "1 500", "€ 1500", "1.5万"); None where it is none above zero."""
    plain = re.sub(r"[\s\u00a0\u202f'’€$£¥]|欧元|美元|元|EUR|USD|GBP|CNY|JPY", "", text, flags=re.IGNORECASE)
    times = 10_000 if plain.endswith(TEN_THOUSAND) else 1
    plain = plain.removesuffix(TEN_THOUSAND)
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "").replace(",", ".")
    amount = _positive(plain.replace(",", "."))
    return None if amount is None else amount * times


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number > 0 else None


def format_area(area_m2: float, units: Units) -> str:
    if units == "imperial":
        return tr("{area} sq ft", area=round(area_m2 * SQUARE_FEET_PER_M2))
    return f"{area_m2:.1f} m²"


def _room_text(room: Room, units: Units) -> str:
    return f"{tr(room.name) or room.id} · {format_area(room.polygon.area, units)}"


class Choice(QComboBox):
    """A wheel that turns over it scrolls the dialog, and does not choose something else by the way."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


def _combo(entries: list[tuple[str, str]]) -> QComboBox:
    made = Choice()
    for text, value in entries:
        made.addItem(text, value)
    # Long entries must not widen the dialog.
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(5)
    return made


def _turned(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(text, name) for name, text in names.items()]


def _captioned(name: str, widget: QWidget, line: QHBoxLayout | None) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(4)
    caption = label(name, "muted")
    made.addWidget(caption)
    if line is None:
        made.addWidget(widget)
    else:
        made.addLayout(line)
    return made
