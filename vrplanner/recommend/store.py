"""The file a taste is kept in: readable JSON in the user's own folder.

Nothing of it leaves the machine: it is written to this file, which only its owner may read, and nowhere else; it goes
into no project, no export and no log. `forget` deletes it.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vrplanner.core.codec import from_plain, to_plain
from vrplanner.core.errors import InvalidInput
from vrplanner.core.files import read_file, write_atomic
from vrplanner.recommend.taste import Taste

FILE_NAME = "taste.json"
LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was found: the taste; and, if the file was damaged, where it lies now (then the taste is a new one)."""

    taste: Taste
    damaged: Path | None = None


def load(path: Path) -> Kept:
    """The taste in a file; a new one when there is no file, or a damaged one, which is put aside. Never raises."""
    try:
        if not path.exists():
            return Kept(taste=Taste())
        taste = from_plain(Taste, json.loads(read_file(path, limit_bytes=LARGEST_BYTES)), where="taste")
        taste.check()
    except (InvalidInput, ValueError, RecursionError, OSError):
        return Kept(taste=Taste(), damaged=_put_aside(path))
    return Kept(taste=taste)


def save(path: Path, taste: Taste) -> None:
    """Write it whole or not at all, for its owner's eyes only. Raises InvalidInput where it cannot be written."""
    write_atomic(path, json.dumps(to_plain(taste), indent=2, ensure_ascii=False) + "\n")
    with suppress(OSError):  # a disk without owners
        path.chmod(0o600)


def forget(path: Path) -> bool:
    """Delete the file, and a damaged one that was put aside; whether there was any. Raises InvalidInput if refused."""
    found = [file for file in (path, _aside(path)) if file.is_file()]
    for file in found:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise InvalidInput(f"{file} cannot be deleted: {error.strerror}.", hint="Delete it by hand.") from None
    return bool(found)


def _aside(path: Path) -> Path:
    return path.with_suffix(f".damaged{path.suffix}")


def _put_aside(path: Path) -> Path:
    try:
        return path.replace(_aside(path))
    except OSError:  # it lies where nobody may write: it stays, and is found damaged again
        return path
