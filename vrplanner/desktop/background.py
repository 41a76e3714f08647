"""Jobs as the window sees them: started from its thread, answered on its thread."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from functools import partial
from typing import TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal, Slot

from vrplanner.app.jobs import Job, Jobs
from vrplanner.core.change import Change
from vrplanner.core.commands.base import Command
from vrplanner.core.document import Document
from vrplanner.core.errors import Cancelled
from vrplanner.core.model import ModelStore
from vrplanner.core.scene import Scene

R = TypeVar("R")
Then = Callable[[R], None]
Failed = Callable[[BaseException], None]


class Background(QObject):
    """Passes what jobs report from their threads to the window's, and carries calls the other way."""

    job_changed = Signal(object)
    failed = Signal(str, object)  # title, error: nobody else took care of it
    answered = Signal()  # a job has ended and its answer was dealt with
    _job_moved = Signal(object)
    _asked = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._answers: dict[Job[object], tuple[Then[object], Failed | None]] = {}
        self._quiet: WeakSet[Job[object]] = WeakSet()
        self._open = True
        self._job_moved.connect(self._on_job_moved, Qt.ConnectionType.QueuedConnection)
        self._asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)
        jobs.listeners.append(self._hear)

    def start(
        self,
        title: str,
        function: Callable[..., R],
        *args: object,
        then: Callable[[R], None],
        failed: Failed | None = None,
        lane: str = "",
        timeout_s: float | None = None,
        quiet: bool = False,
        **kwargs: object,
    ) -> Job[R]:
        """Run `function` as a job; `then(result)` or `failed(error)` follow on this thread.

        A cancelled job is silent unless `failed` is given; a `quiet` one is not shown in the status bar.
        """
        job = self._jobs.start(title, partial(function, *args, **kwargs), lane=lane, timeout_s=timeout_s)
        self._answers[job] = (then, failed)  # type: ignore[index,assignment]
        if quiet:
            self._quiet.add(job)  # type: ignore[arg-type]
        if job.ended:  # it may have been quicker than the line above
            self._job_moved.emit(job)
        return job

    @property
    def active(self) -> tuple[Job[object], ...]:
        return self._jobs.active

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def awaited(self) -> bool:
        """Whether somebody still waits for the answer of a job that is not quiet."""
        return any(job not in self._quiet for job in self._answers)

    def is_quiet(self, job: Job[object]) -> bool:
        return job in self._quiet

    def call(self, function: Callable[[], R]) -> R:
        """From a job's thread: have the window's thread do this and wait for what it gives or raises."""
        answer: Future[R] = Future()
        self._asked.emit((function, answer))
        while True:
            try:
                return answer.result(timeout=0.1)
            except NotYet:
                if not self._open:
                    raise Cancelled("The window was closed.") from None

    def close(self) -> None:
        """Cancel what is under way and hear no more of it."""
        self._open = False
        self._jobs.listeners.remove(self._hear)
        self._answers.clear()
        self._jobs.cancel_all()

    def _hear(self, job: Job[object]) -> None:
        if self._open:
            self._job_moved.emit(job)

    @Slot(object)
    def _on_job_moved(self, job: Job[object]) -> None:
        if not self._open:
            return
        self.job_changed.emit(job)
        if not job.ended or job not in self._answers:
            return
        then, failed = self._answers.pop(job)
        try:
            if job.error is None:
                then(job.result)
            elif failed is not None:
                failed(job.error)
            elif not isinstance(job.error, Cancelled):
                self.failed.emit(job.title, job.error)
        finally:
            self.answered.emit()

    @Slot(object)
    def _on_asked(self, asked: tuple[Callable[[], object], "Future[object]"]) -> None:
        function, answer = asked
        if not self._open or not answer.set_running_or_notify_cancel():
            return
        try:
            result = function()
        except Exception as error:
            answer.set_exception(error)
        else:
            answer.set_result(result)


class RemoteDocument(Document):
    """The window's document for a job: reads are direct, since scenes never change; changes wait for the window."""

    def __init__(self, document: Document, background: Background) -> None:
        # Not super().__init__: this has no scene or history of its own.
        self._document = document
        self._call = background.call

    @property
    def scene(self) -> Scene:  # type: ignore[override]
        return self._document.scene

    @property
    def models(self) -> ModelStore:  # type: ignore[override]
        return self._document.models

    @property
    def history(self) -> tuple[list[str], list[str]]:
        return self._document.history

    @property
    def modified(self) -> bool:
        return self._document.modified

    def execute(self, command: Command, *, gesture: str = "") -> Change:
        return self._call(lambda: self._document.execute(command, gesture=gesture))

    def undo(self) -> str | None:
        return self._call(self._document.undo)

    def redo(self) -> str | None:
        return self._call(self._document.redo)

    def mark_saved(self) -> None:
        self._call(self._document.mark_saved)
