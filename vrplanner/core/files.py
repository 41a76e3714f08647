"""Files that are there whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path

from vrplanner.core.errors import InvalidFile, InvalidInput


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write to a temporary file beside `path`, sync it, then rename: a reader sees the old file or the new one.

    A link stays one: the file it names is written. What is no file (a folder, a device, a pipe) is never replaced, nor
    is a file that its owner made read-only. Raises InvalidInput when the place cannot be written; then nothing is left
    behind.
    """
    named = Path(path)
    path = place_to_write(named)
    payload = data.encode("utf-8") if isinstance(data, str) else data
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_of(path))  # mkstemp makes files that only their owner may read
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise InvalidInput(f"{named} cannot be written: {error.strerror}.", hint="Choose another place.") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def place_to_write(named: Path) -> Path:
    """Where to write: `named`, or what it links to. Raises InvalidInput for what must not be replaced."""
    hint = "Choose another place."
    try:
        path = named.resolve()
        if path.is_dir():
            raise InvalidInput(f"{named} is a folder, not a file.", hint="Add a file name.")
        if not path.exists():
            return path
        if not path.is_file():
            raise InvalidInput(f"{named} is not a file and is not replaced by one.", hint=hint)
        if not path.stat().st_mode & stat.S_IWUSR:  # asked of the file itself: an administrator may write anything
            raise InvalidInput(f"{named} is read-only.", hint=hint)
    except (OSError, RuntimeError, ValueError) as error:  # too long, linked in a circle, or not a name at all
        reason = getattr(error, "strerror", None) or error
        raise InvalidInput(f"{named} cannot be written: {reason}.", hint=hint) from None
    return path


def _mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644


def read_file(path: Path, *, limit_bytes: int) -> bytes:
    """A file's content. Raises InvalidFile with the reason if it is not there, no file, or larger than the limit."""
    path = Path(path)
    try:
        if path.is_dir():
            raise InvalidFile(f"{path} is a folder, not a file.")
        size = path.stat().st_size
        if size > limit_bytes:
            raise InvalidFile(f"{path.name} has {size / 1e6:.0f} MB; more than {limit_bytes / 1e6:.0f} MB is refused.")
        return path.read_bytes()
    except FileNotFoundError:
        raise InvalidFile(f"There is no file {path}.", hint="Check the name and the folder.") from None
    except OSError as error:
        raise InvalidFile(f"{path} cannot be read: {error.strerror}.") from None
