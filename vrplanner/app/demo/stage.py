"""What every stage of the demonstration works on and gives back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from vrplanner.app.services import Services
from vrplanner.core.document import Document
from vrplanner.core.files import write_atomic
from vrplanner.core.progress import Progress


@dataclass
class Demo:
    """One run: the document as far as it got, and the folder that takes the files."""

    out: Path
    document: Document = field(default_factory=Document)
    services: Services = field(default_factory=Services)
    proposals: tuple[object, ...] = ()

    def write(self, name: str, data: bytes | str) -> Path:
        write_atomic(self.out / name, data)
        return self.out / name


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a stage has to say: lines for people, a table (first row its head), files it wrote, figures for programs."""

    lines: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    files: tuple[Path, ...] = ()
    figures: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the demonstration."""

    title: str
    act: Callable[[Demo, Progress], Told]


@dataclass(frozen=True, slots=True)
class Done:
    """A stage that was carried out, and how long it took."""

    title: str
    seconds: float
    cpu_seconds: float
    told: Told


Announce = Callable[[str], AbstractContextManager[Progress]]
"""Begins a stage on the screen; gives what its progress is told to."""
