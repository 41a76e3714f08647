"""The layout lab: what happens inside one search for a layout, in curves, bars, a map and figures."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from vrplanner.app.jobs import Job
from vrplanner.core.errors import Cancelled, VrPlannerError
from vrplanner.desktop.i18n import language, tr
from vrplanner.desktop.lab_plots import BarsPlot, EnergyPlot, WalkableMap
from vrplanner.desktop.services_protocol import Study
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import button, card, label, row

SIZE_PX = (1180, 840)
MOST_SEED = 999_999
FIGURES_PX = 290
LEAST_PLOT_PX = 270


class LayoutLab(QDialog):
    """Stays open beside the window. Imports the plotting library, so import this module only to open it."""

    def __init__(self, parent: QWidget, session: Session, tokens: Tokens, *, room_id: str | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Layout lab"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE_PX)
        self.study: Study | None = None
        self._session = session
        self._job: Job[Study] | None = None
        self._figures: dict[str, QLabel] = {}
        self._make_controls(room_id)
        self.energy = EnergyPlot(tokens)
        self.bars = BarsPlot(tokens)
        self.map = WalkableMap(tokens)
        self._lay_out(tokens)
        session.background.job_changed.connect(self._on_job)
        session.document_replaced.connect(self.close)
        self.run()

    def _make_controls(self, room_id: str | None) -> None:
        self.room = QComboBox()
        self.room.setAccessibleName(tr("Room"))
        for room in self._session.scene.rooms.values():
            self.room.addItem(tr(room.name) or room.id, room.id)
        self.room.setCurrentIndex(max(0, self.room.findData(room_id)))
        self.room.setMinimumWidth(160)
        self.seed = QLineEdit("0")
        self.seed.setValidator(QIntValidator(0, MOST_SEED, self))
        self.seed.setAccessibleName(tr("Seed"))
        self.seed.setFixedWidth(90)
        self.again = button(tr("Run again"), self.run, "primary")
        self.again.setDefault(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.problem = label("", "danger", wrap=True)

    def _lay_out(self, tokens: Tokens) -> None:
        controls = row(
            label(tr("Room"), "muted"), self.room, label(tr("Seed"), "muted"), self.seed, self.again, self.bar, None
        )
        above = row(
            _framed(tr("Cost of every chain over its proposals"), self.energy),
            _framed(tr("Weighted cost by term, before and after"), self.bars),
            spacing=12,
        )
        floor = _framed(tr("Where a person gets to"), self.map, self._legend(tokens))
        below = row(self._figures_card(), floor, spacing=12)
        for line in (above, below):
            line.setStretch(1, 1)
        above.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addLayout(controls)
        layout.addWidget(self.problem)
        layout.addLayout(above, 1)
        layout.addLayout(below, 1)
        self.problem.hide()

    def _legend(self, tokens: Tokens) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        texts = (tr("nowhere"), tr("0.6 m wide"), tr("0.9 m wide"))
        for color, text in zip(self.map.colors, texts, strict=True):
            patch = QLabel()
            patch.setFixedSize(14, 14)
            patch.setStyleSheet(f"background: {color}; border: 1px solid {tokens.line}; border-radius: 3px;")
            line.addWidget(patch)
            line.addWidget(label(text, "muted"))
            line.addSpacing(8)
        line.addStretch(1)
        return line

    def _figures_card(self) -> QWidget:
        frame, layout = card(role="pane")
        frame.setFixedWidth(FIGURES_PX)
        layout.addWidget(label(tr("Figures"), "heading"))
        names = {
            "speed": tr("Proposals a second, all chains"),
            "chains": tr("Chains that ended in a layout that works"),
            "steps": tr("Proposals in each chain"),
            "start": tr("Cost of the room as it stands"),
            "best": tr("Cost of the best chain"),
            "spread": tr("Cost of the middle chain"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        for i, (name, text) in enumerate(names.items()):
            value = label("–")
            value.setStyleSheet("font-size: 18px; font-weight: 600;")
            words = label(text, "muted", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            line, place = divmod(i, 2)
            grid.addWidget(value, line * 2, place)
            grid.addWidget(words, line * 2 + 1, place)
            grid.setRowStretch(line * 2 + 1, 1)
            self._figures[name] = value
        layout.addLayout(grid, 1)
        return frame

    # Running

    def run(self) -> None:
        """Study the chosen room with the seed in the box."""
        room_id = self.room.currentData()
        if self._job is not None or room_id is None:
            return
        self.again.setEnabled(False)
        self.problem.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._job = self._session.background.start(
            tr("Layout lab"), self._session.services.study_layout, self._session.scene, room_id,
            seed=int(self.seed.text() or 0), language="zh" if language() == "zh_CN" else "en",
            then=self._unless_closed(self._show), failed=self._unless_closed(self._on_failed), quiet=True,
        )  # fmt: skip

    def _unless_closed(self, answer: Callable[[object], None]) -> Callable[[object], None]:
        """Jobs may answer after the dialog is gone."""
        return lambda result: answer(result) if self._job is not None else None

    def _on_job(self, job: object) -> None:
        if self._job is not None and job is self._job and self._job.fraction > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(self._job.fraction * 1000))

    def _end(self) -> None:
        self._job = None
        self.again.setEnabled(True)
        self.bar.hide()

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, VrPlannerError) and not isinstance(error, Cancelled):
            self.problem.setText(f"{tr(error.message)} {tr(error.hint)}".strip())
            self.problem.show()
        elif not isinstance(error, VrPlannerError):
            self._session.background.failed.emit(tr("Layout lab"), error)

    def _show(self, study: Study) -> None:
        self._end()
        self.study = study
        words = self._session.services.layout_terms("zh" if language() == "zh_CN" else "en")
        self.energy.show_energies(study.energies, study.steps)
        self.bars.show_terms({words.get(name, (name, ""))[0]: costs for name, costs in study.terms.items()})
        self.map.show_floor(study)
        ends = sorted(float(end) for end in study.energies[:, -1])
        figures = {
            "speed": f"{study.proposals_per_s:,.0f}",
            "chains": tr("{valid} of {chains}", valid=study.valid, chains=study.chains),
            "steps": f"{study.steps:,}",
            "start": f"{sum(before for before, _ in study.terms.values()):.2f}",
            "best": f"{ends[0]:.2f}",
            "spread": f"{ends[len(ends) // 2]:.2f}",
        }
        for name, text in figures.items():
            self._figures[name].setText(text)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        super().closeEvent(event)


def _framed(title: str, plot: QWidget, below: QHBoxLayout | None = None) -> QWidget:
    frame, layout = card(role="pane")
    layout.addWidget(label(title, "heading"))
    plot.setMinimumHeight(LEAST_PLOT_PX)
    layout.addWidget(plot, 1)
    if below is not None:
        layout.addLayout(below)
    return frame
