"""What was learned of the person's taste: the sentences, whether to go on learning, and a way to forget."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from vrplanner.core.errors import VrPlannerError
from vrplanner.desktop import ask
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.services_protocol import Services
from vrplanner.desktop.widgets import button, card, clear, label, row

WIDTH_PX = 540


class TasteDialog(QDialog):
    learning_changed = Signal(bool)

    def __init__(self, parent: QWidget | None, services: Services, *, learning: bool) -> None:
        super().__init__(parent)
        self._services = services
        self.setWindowTitle(tr("Your taste"))
        self.setFixedWidth(WIDTH_PX)
        self.learning = QCheckBox(tr("Learn from the layouts I choose"))
        self.learning.setChecked(learning)
        self.learning.toggled.connect(self.learning_changed)
        self.forget = button(tr("Forget"), self._forget)
        self.close_button = button(tr("Close"), self.reject, "primary")
        self.close_button.setDefault(True)
        self.forget.setAutoDefault(False)
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        frame, self._sentences = card()
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Your taste"), "title"))
        words = tr(
            "When you take one of the suggested layouts, vrplanner learns what you like about it. "
            "What it learned stays on this machine."
        )
        layout.addWidget(label(words, "muted", wrap=True))
        layout.addWidget(frame)
        layout.addWidget(self.learning)
        layout.addWidget(self.problem)
        layout.addSpacing(4)
        layout.addLayout(row(self.forget, None, self.close_button))

    def _tell(self) -> None:
        clear(self._sentences)
        for sentence in self._services.taste_sentences("zh" if language() == "zh_CN" else "en"):
            self._sentences.addWidget(label(sentence, wrap=True))
        self.forget.setEnabled(self._services.taste_choices() > 0)
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped sentences need, which Qt does not find out by itself inside a card."""
        layout = self.layout()
        layout.activate()
        self.setFixedHeight(layout.totalHeightForWidth(WIDTH_PX))

    def _forget(self) -> None:
        if not ask.forget_taste(self):
            return
        try:
            self._services.forget_taste()
        except VrPlannerError as error:
            self.problem.setText(f"{tr(error.message)} {tr(error.hint)}".strip())
            self.problem.show()
        self._tell()
