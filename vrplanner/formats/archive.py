"""Reading zip files that strangers made: no bombs, no escapes, no half-read members."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from vrplanner.core.errors import InvalidFile

LIMIT_MEMBERS = 20_000
LIMIT_MEMBER_BYTES = 512_000_000
LIMIT_TOTAL_BYTES = 2_000_000_000
LIMIT_RATIO = 200
SMALL_BYTES = 1_000_000  # below this a high ratio is no danger: plain JSON compresses that well


class Archive:
    """The members of a zip file, checked before any of them is read. Raises InvalidFile."""

    def __init__(self, data: bytes, *, what: str) -> None:
        self._what = what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise InvalidFile(f"This is no {what}, or it was cut short.", hint="Fetch it again.") from None
        self._check()

    @property
    def names(self) -> list[str]:
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """A whole member, its checksum verified."""
        try:
            info = self._zip.getinfo(name)
            with self._zip.open(info) as member:
                data = member.read(info.file_size + 1)
        except KeyError:
            raise InvalidFile(f"This is no {self._what}: it has no {name}.") from None
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            raise InvalidFile(f"This {self._what} is damaged: {name} cannot be read.", hint="Use a backup.") from None
        if len(data) != info.file_size:
            raise InvalidFile(f"This {self._what} is damaged: {name} is not as long as it says.")
        return data

    def _check(self) -> None:
        members = self._zip.infolist()
        names = [member.filename for member in members]
        total = sum(member.file_size for member in members)
        if len(members) > LIMIT_MEMBERS or total > LIMIT_TOTAL_BYTES:
            raise InvalidFile(f"This {self._what} would unpack to more than is sensible, so it was not opened.")
        if len(set(names)) != len(names):
            raise InvalidFile(f"This {self._what} holds the same name twice, so it was not opened.")
        for member in members:
            self._check_member(member)

    def _check_member(self, member: zipfile.ZipInfo) -> None:
        path = PurePosixPath(member.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename:
            raise InvalidFile(f"This {self._what} points outside itself ({member.filename}), so it was not opened.")
        if member.flag_bits & 0x1:
            raise InvalidFile(f"This {self._what} is encrypted.", hint="Save it without a password.")
        bomb = member.file_size > SMALL_BYTES and member.file_size > LIMIT_RATIO * max(member.compress_size, 1)
        if member.file_size > LIMIT_MEMBER_BYTES or bomb:
            raise InvalidFile(f"This {self._what} would unpack to more than is sensible, so it was not opened.")
