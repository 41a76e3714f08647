"""What verbs that change a project share: which room, which suggestion, and saving so that nobody's work is lost."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vrplanner.core.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from vrplanner.core.document import Document
    from vrplanner.core.scene import Scene

T = TypeVar("T")
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


def room_id_of(scene: "Scene", wanted: str | None) -> str:
    """The room that was named, or the only one. Raises NotFound or InvalidInput."""
    if wanted is not None:
        return scene.room(wanted).id
    if len(scene.rooms) == 1:
        return next(iter(scene.rooms))
    known = ", ".join(scene.rooms) or "none"
    raise InvalidInput("Which room is meant?", hint=f"Say it with --room; known: {known}.")


def chosen(suggestions: Sequence[T], number: int) -> T:
    """The suggestion of that number, counted from 1. Raises NotFound."""
    if not 1 <= number <= len(suggestions):
        raise NotFound(f"There is no suggestion {number}.", hint=f"{len(suggestions)} were found.")
    return suggestions[number - 1]
