"""The journal: every step of a session as a line of text, so that a crash costs nothing.

A line is one JSON object: a command (with the `gesture` it belonged to) or `{"history": "undo"}` / `"redo"`. Replaying
the lines on the document they began with gives the document as it was. A last line that a crash cut short is left out.
"""

import json
from collections.abc import Iterable
from typing import TextIO

from vrplanner.core.commands.base import Command, command_from_plain, command_to_plain
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidFile, InvalidInput


class Journal:
    """Writes what a document does from now on to `stream`, one flushed line a step."""

    def __init__(self, document: Document, stream: TextIO) -> None:
        self._document = document
        self._stream = stream
        document.command_listeners.append(self._record)

    def close(self) -> None:
        self._document.command_listeners.remove(self._record)
        self._stream.close()

    def _record(self, verb: str, command: Command | None, gesture: str) -> None:
        self._stream.write(line_of(verb, command, gesture) + "\n")
        self._stream.flush()


def line_of(verb: str, command: Command | None, gesture: str = "") -> str:
    plain = {"history": verb} if command is None else command_to_plain(command)
    return json.dumps(plain | ({"gesture": gesture} if gesture else {}), ensure_ascii=False)


def replay(document: Document, lines: Iterable[str]) -> int:
    """Do again what the lines say; gives how many steps that were.

    Raises InvalidFile when a line other than the last cannot be understood or carried out.
    """
    whole = [line for line in lines if line.strip()]
    for number, line in enumerate(whole, start=1):
        try:
            _replay_line(document, line)
        except InvalidInput as error:
            if number == len(whole):
                return number - 1
            raise InvalidFile(f"Line {number} of the journal is damaged: {error.message}") from None
    return len(whole)


def _replay_line(document: Document, line: str) -> None:
    try:
        plain = json.loads(line)
    except ValueError:
        raise InvalidInput("it is not JSON.") from None
    if not isinstance(plain, dict):
        raise InvalidInput("it is not an object.")
    history, gesture = plain.pop("history", None), plain.pop("gesture", "")
    if history == "undo":
        document.undo()
    elif history == "redo":
        document.redo()
    else:
        document.execute(command_from_plain(plain), gesture=str(gesture))
