"""Files that are there whole or not at all."""

import os
import tempfile
from pathlib import Path

from vrplanner.core.errors import InvalidFile, InvalidInput


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write to a temporary file beside `path`, sync it, then rename: a reader sees the old file or the new one.

    Raises InvalidInput when the place cannot be written; then nothing is left behind.
    """
    path = Path(path)
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
        temporary.chmod(0o644)  # mkstemp makes files that only their owner may read
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}.", hint="Choose another place.") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


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
