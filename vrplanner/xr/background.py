"""A visit to the headset beside a window: its own thread, with commands handed back to the window's."""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from vrplanner.core.document import Document
from vrplanner.core.errors import VrPlannerError
from vrplanner.xr.backend import Backend
from vrplanner.xr.interaction import Submit
from vrplanner.xr.report import XrReport

if TYPE_CHECKING:
    from vrplanner.xr.run import BackendName

Ended = Callable[[XrReport | None, VrPlannerError | None], None]
"""Told how a visit ended: with its report, or with the reason why it could not go on. Called on the visit's thread."""


class HeadsetVisit:
    """Shows `document` in the headset from `start` until the person leaves or `stop` is called.

    `submit(command, gesture)` is called on the visit's thread and must pass the command on to the thread that owns the
    document (in Qt: emit a signal); the visit only ever reads `document.scene`.
    """

    def __init__(
        self,
        document: Document,
        *,
        submit: Submit,
        ended: Ended = lambda report, error: None,
        backend: "BackendName | Callable[[], Backend]" = "openxr",
    ) -> None:
        self._document, self._submit, self._ended, self._backend = document, submit, ended, backend
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="headset", daemon=True)

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, timeout_s: float = 10.0) -> bool:
        """Ask for the end and wait for it; gives whether it came in time."""
        self._stop.set()
        if self._thread is not threading.current_thread() and self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        from vrplanner.xr.run import run

        report, error = None, None
        try:
            backend = self._backend() if callable(self._backend) else self._backend  # the thread owns its GL context
            report = run(self._document, backend=backend, submit=self._submit, stop=self._stop.is_set)
        except VrPlannerError as failed:
            error = failed
        except Exception as unexpected:  # a thread has nobody above it: the window must hear of it
            logging.getLogger(__name__).exception("the visit to the headset failed")
            error = VrPlannerError(f"The view in the headset stopped ({unexpected}).", hint="Enter VR again.")
        self._ended(report, error)
