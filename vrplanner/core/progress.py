"""How long work tells where it is and learns that it should stop."""

from typing import Protocol


class Progress(Protocol):
    """Called every now and then with the share done (0..1) and a few words; raises Cancelled to stop the work."""

    def __call__(self, fraction: float, message: str = "", /) -> None: ...


def silent(fraction: float, message: str = "", /) -> None:
    """For callers who do not care."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """The progress of one stage, mapped into `start`..`end` of the whole."""

    def report(fraction: float, message: str = "", /) -> None:
        progress(start + (end - start) * fraction, message)

    return report
