"""Who owns which GPU object, so that all of them are given back."""

from typing import Protocol, TypeVar

import moderngl


class Releasable(Protocol):
    def release(self) -> None: ...


R = TypeVar("R", bound=Releasable)


class _Released:
    """Stands where a released moderngl object kept its handle."""

    def release(self) -> None:
        """Nothing is left to do."""


_RELEASED = _Released()


def give_back(gpu_object: Releasable) -> None:
    """Release now, on any context.

    In moderngl 5.13 an object released by hand still queues its dead handle for `Context.gc()`, which then fails on it
    when the context collects garbage itself; an inert handle in its place makes both ways work together. Making a
    framebuffer binds the one last used again, so one that goes must not be the last used.
    """
    if isinstance(gpu_object, moderngl.Framebuffer):
        gpu_object.ctx.detect_framebuffer(0).use()
    gpu_object.release()
    if hasattr(gpu_object, "mglo"):
        gpu_object.mglo = _RELEASED


class Owned:
    """GPU objects that live and go together."""

    def __init__(self) -> None:
        self._objects: list[Releasable] = []

    def keep(self, gpu_object: R) -> R:
        self._objects.append(gpu_object)
        return gpu_object

    def __len__(self) -> int:
        return len(self._objects)

    def release(self) -> None:
        """Give all back, last first. Needs the context they were made in to be current."""
        while self._objects:
            give_back(self._objects.pop())
