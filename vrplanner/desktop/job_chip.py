"""The job that is under way, in the status bar: what it does, how far it is, and a button to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from vrplanner.app.jobs import Job
from vrplanner.desktop.background import Background
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.widgets import icon_button, label


class JobChip(QWidget):
    """Shows the oldest job that is not quiet, and how many wait behind it; hidden when there is none."""

    def __init__(self, background: Background, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("jobChip")
        self._background = background
        self._job: Job[object] | None = None
        self.title = label("")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(150)
        self.cancel_button = icon_button("close", tr("Stop this"), tokens, self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(8)
        for widget in (self.title, self.bar, self.cancel_button):
            layout.addWidget(widget)
        background.job_changed.connect(self._on_job)
        self.hide()

    def _on_job(self, _: object) -> None:
        shown = [job for job in self._background.active if not self._background.is_quiet(job)]
        self._job = shown[0] if shown else None
        self.setVisible(self._job is not None)
        if self._job is None:
            return
        job = self._job
        words = tr("Stopping…") if job.cancelling else tr(job.message)
        more = f"  +{len(shown) - 1}" if len(shown) > 1 else ""
        self.title.setText(f"{job.title}{' · ' + words if words else ''}{more}")
        self.cancel_button.setEnabled(not job.cancelling)
        # Before the first report nobody knows how long it takes: the bar runs to and fro.
        self.bar.setRange(0, 1000 if job.fraction > 0 else 0)
        self.bar.setValue(round(job.fraction * 1000))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
