"""Background jobs: long work with progress, cancel, timeout and a result, away from the thread that draws.

A job's function is called with a `progress` keyword (`core.progress.Progress`); calling it reports where the work is
and raises `Cancelled` once somebody cancelled the job. Threads do for work that waits or releases the GIL;
`process=True` runs the function in a fresh worker process, which can also be ended when it does not listen.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, Literal, ParamSpec, TypeVar

from vrplanner.app.worker_process import run_in_process
from vrplanner.core.errors import Cancelled, VrPlannerError

R = TypeVar("R")
P = ParamSpec("P")
State = Literal["waiting", "running", "done", "failed", "cancelled"]
REPORT_EVERY_S = 0.05

log = logging.getLogger(__name__)


class TimedOut(VrPlannerError):
    """The work took longer than it was given."""


class Job(Generic[R]):
    """One piece of work. Read its fields on any thread; they only ever move forward."""

    def __init__(self, title: str, *, lane: str = "", timeout_s: float | None = None) -> None:
        self.title = title
        self.lane = lane
        self.timeout_s = timeout_s
        self.state: State = "waiting"
        self.fraction = 0.0
        self.message = ""
        self.result: R | None = None
        self.error: BaseException | None = None
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._deadline_s: float | None = None
        self._reported_s = 0.0
        self._tell: Callable[[Job[R]], None] = lambda job: None

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    @property
    def cancelling(self) -> bool:
        """Somebody asked it to stop and it has not let go yet."""
        return self._stop.is_set() and not self.ended

    def cancel(self) -> None:
        """Ask it to stop. A job that has not begun ends at once, a running one when it next reports progress."""
        self._stop.set()
        if self.state == "waiting":
            self._settle("cancelled", error=Cancelled(f"{self.title} was cancelled."))
        else:
            self._tell(self)

    def wait(self, timeout_s: float | None = None) -> R:
        """Its result. Raises what the work raised, `Cancelled`, or `TimedOut` when it has not ended by then."""
        if not self._ended.wait(timeout_s):
            raise TimedOut(f"{self.title} is still at work.")
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]

    def progress(self, fraction: float, message: str = "", /) -> None:
        """What the work calls: a `Progress`."""
        self.check()
        self.fraction = min(1.0, max(self.fraction, fraction))
        self.message = message or self.message
        now_s = time.monotonic()
        if now_s - self._reported_s >= REPORT_EVERY_S:
            self._reported_s = now_s
            self._tell(self)

    def check(self) -> None:
        """Raise Cancelled or TimedOut if the work should stop here."""
        if self._stop.is_set():
            raise Cancelled(f"{self.title} was cancelled.")
        if self._deadline_s is not None and time.monotonic() > self._deadline_s:
            raise TimedOut(
                f"{self.title} took longer than {self.timeout_s:.0f} s.",
                hint="Try again with less, or allow more time.",
            )

    def _begin(self) -> bool:
        with self._lock:
            if self.state != "waiting":
                return False
            self.state = "running"
            if self.timeout_s is not None:
                self._deadline_s = time.monotonic() + self.timeout_s
        self._tell(self)
        return True

    def _settle(self, state: State, *, result: R | None = None, error: BaseException | None = None) -> None:
        with self._lock:
            if self._ended.is_set():
                return
            self.state, self.result, self.error = state, result, error
            self.fraction = 1.0 if state == "done" else self.fraction
            self._ended.set()
        self._tell(self)


class Jobs:
    """Runs jobs on a few threads. Jobs of one non-empty `lane` run one after another, in the order they came.

    `listeners` hear of every change of a job, on the thread that made it; a window passes it on to its own thread.
    """

    def __init__(self, *, workers: int = 2) -> None:
        self.listeners: list[Callable[[Job[object]], None]] = []
        self._waiting: list[tuple[Job[object], Callable[[], None]]] = []
        self._active: list[Job[object]] = []
        self._busy_lanes: set[str] = set()
        self._wake = threading.Condition()
        self._closed = False
        self._threads = [threading.Thread(target=self._work, name=f"job-{i + 1}", daemon=True) for i in range(workers)]
        for thread in self._threads:
            thread.start()

    def start(
        self,
        title: str,
        function: Callable[..., R],
        *args: object,
        lane: str = "",
        timeout_s: float | None = None,
        process: bool = False,
        **kwargs: object,
    ) -> Job[R]:
        """Queue `function(*args, **kwargs, progress=…)`. With `process` everything handed over must be picklable."""
        job: Job[R] = Job(title, lane=lane, timeout_s=timeout_s)
        job._tell = self._tell  # type: ignore[assignment]

        def call() -> R:
            if process:
                return run_in_process(function, args, kwargs, progress=job.progress, check=job.check)
            return function(*args, **kwargs, progress=job.progress)

        self._tell(job)  # type: ignore[arg-type]
        with self._wake:
            if self._closed:
                raise RuntimeError("the job runner is closed")
            self._waiting.append((job, lambda: _carry_out(job, call)))  # type: ignore[arg-type]
            self._active.append(job)  # type: ignore[arg-type]
            self._wake.notify_all()
        return job

    @property
    def active(self) -> tuple[Job[object], ...]:
        """The jobs that wait or run, oldest first."""
        with self._wake:
            self._active = [job for job in self._active if not job.ended]
            return tuple(self._active)

    def cancel_all(self) -> None:
        for job in self.active:
            job.cancel()

    def close(self, *, timeout_s: float = 5.0) -> bool:
        """Cancel everything and end the threads; False if some work did not let go in time (it is left behind)."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()
        self.cancel_all()
        deadline_s = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, deadline_s - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def __enter__(self) -> "Jobs":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _work(self) -> None:
        while True:
            with self._wake:
                taken = self._take()
                while taken is None:
                    if self._closed:
                        return
                    self._wake.wait()
                    taken = self._take()
            job, carry_out = taken
            try:
                carry_out()
            finally:
                with self._wake:
                    self._busy_lanes.discard(job.lane)
                    self._wake.notify_all()

    def _take(self) -> tuple[Job[object], Callable[[], None]] | None:
        """The first waiting job whose lane is free; the caller holds the lock."""
        self._waiting = [(job, carry_out) for job, carry_out in self._waiting if not job.ended]
        for index, (job, _) in enumerate(self._waiting):
            if job.lane not in self._busy_lanes:
                if job.lane:
                    self._busy_lanes.add(job.lane)
                return self._waiting.pop(index)
        return None

    def _tell(self, job: Job[object]) -> None:
        for listener in tuple(self.listeners):
            listener(job)


def _carry_out(job: Job[R], call: Callable[[], R]) -> None:
    if not job._begin():
        return
    try:
        result = call()
    except Cancelled as error:
        job._settle("cancelled", error=error)
    except VrPlannerError as error:
        job._settle("failed", error=error)
    except Exception as error:
        log.exception("%s failed", job.title)
        job._settle("failed", error=error)
    else:
        job._settle("done", result=result)
