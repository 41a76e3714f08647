"""What a run in the headset was like, as plain data that one process can hand to another."""

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class XrReport:
    """`states` are those the session went through, in order; `captures` the pictures written, left before right.

    `frames` were drawn; `frame_ms` is the median time between two of them and `draw_ms` the median time the program
    itself took for one (both eyes). `steps` are labels of what was done to the document.
    """

    backend: str
    runtime: str
    eye_size: tuple[int, int]
    frames: int
    states: tuple[str, ...]
    frame_ms: float
    draw_ms: float
    captures: tuple[Path, ...] = ()
    steps: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, object]:
        """For JSON; `from_plain` reverses it."""
        return {**asdict(self), "captures": [str(path) for path in self.captures]}

    @classmethod
    def from_plain(cls, plain: dict[str, object]) -> "XrReport":
        """Raises KeyError or TypeError for what is no report."""
        known: dict[str, Any] = {field.name: plain[field.name] for field in fields(cls)}
        width, height = known["eye_size"]
        known["eye_size"] = (int(width), int(height))
        known["captures"] = tuple(Path(path) for path in known["captures"])
        known |= {name: tuple(known[name]) for name in ("states", "steps")}
        return cls(**known)
