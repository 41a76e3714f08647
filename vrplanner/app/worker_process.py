"""One function call in a fresh process, for work that would hold the GIL or might not listen to a cancel."""

import multiprocessing
import pickle
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import TypeVar

from vrplanner.core.errors import Cancelled, VrPlannerError
from vrplanner.core.progress import Progress

R = TypeVar("R")
POLL_S = 0.05
GRACE_S = 2.0


class WorkerDied(VrPlannerError):
    """The worker process ended without an answer."""


def run_in_process(
    function: Callable[..., R],
    args: tuple[object, ...],
    kwargs: Mapping[str, object],
    *,
    progress: Progress,
    check: Callable[[], None],
) -> R:
    """Call `function(*args, **kwargs, progress=…)` in a new process and wait for it.

    `check` is asked every now and then and may raise to stop the work: the child is told, and ended if it does not let
    go within `GRACE_S`. Raises what the function raised.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    stop = context.Event()
    child = context.Process(target=_child, args=(there, stop, function, args, dict(kwargs)), daemon=True)
    child.start()
    there.close()
    try:
        return _listen(here, progress=progress, check=check)  # type: ignore[return-value]
    finally:
        stop.set()
        child.join(GRACE_S)
        if child.is_alive():
            child.terminate()
            child.join(GRACE_S)
        here.close()
        if not child.is_alive():
            child.close()


def _listen(connection: Connection, *, progress: Progress, check: Callable[[], None]) -> object:
    while True:
        check()
        if not connection.poll(POLL_S):
            continue
        try:
            verb, *rest = connection.recv()
        except EOFError:
            raise WorkerDied(
                "The work ended without an answer.", hint="The machine may be out of memory; close other programs."
            ) from None
        if verb == "progress":
            progress(*rest)
        elif verb == "error":
            raise rest[0]
        else:
            return rest[0]


def _child(
    connection: Connection,
    stop: Event,
    function: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> None:
    sending = threading.Lock()

    def progress(fraction: float, message: str = "", /) -> None:
        if stop.is_set():
            raise Cancelled("The work was cancelled.")
        with sending:
            connection.send(("progress", fraction, message))

    try:
        answer: tuple[str, object] = ("result", function(*args, **kwargs, progress=progress))
    except Exception as error:
        answer = ("error", _portable(error))
    try:
        connection.send(answer)
    except BrokenPipeError:
        pass  # nobody waits any more
    finally:
        connection.close()


def _portable(error: Exception) -> Exception:
    """The error itself if it can travel, else its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
