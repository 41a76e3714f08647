"""Saving a project that another program may have saved meanwhile: nobody's work is lost silently."""

from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.core.errors import InvalidInput

if TYPE_CHECKING:
    from vrplanner.core.document import Document

State = tuple[int, int, int] | None


def state_of(path: Path) -> State:
    """What tells one saved version of a file from another; None while there is no file. Ask before loading it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def save_unless_changed(path: Path, document: "Document", before: State) -> None:
    """Save to `path`. Raises InvalidInput, and leaves the file alone, when it is no longer the one of `before`."""
    from vrplanner.formats import vrplan

    if state_of(path) != before:
        raise InvalidInput(
            f"{path.name} was changed by another program meanwhile, so nothing was saved.", hint="Run this again."
        )
    vrplan.save(path, document)
