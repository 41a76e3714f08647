"""Older project files as today's: one pure function a version, each from its version to the next.

A version number goes up when an older program would misread the new file, not for an added field. Golden files of
every version stay in the tests for ever.
"""

from collections.abc import Callable, Mapping

from vrplanner.core.codec import Plain
from vrplanner.core.errors import InvalidFile

VERSION = 1
MIGRATIONS: Mapping[int, Callable[[Plain], Plain]] = {}


def migrate(document: Plain, version: int) -> Plain:
    """The document of a file of `version` as one of `VERSION`; a newer one is given as it is."""
    if version < 1:
        raise InvalidFile(f"This project file says it is of version {version}, which never was.")
    for step in range(version, VERSION):
        document = MIGRATIONS[step](document)
    return document
