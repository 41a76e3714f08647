"""What a reading is made of: tokens, and mentions of things, garments, places, sizes, colours and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vrplanner.assistant.tokens import Language, Token

Kind = Literal[
    "thing", "garment", "spot", "length", "size", "angle", "number", "percent", "price", "color", "material", "style",
    "pronoun", "fitting",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A run of tokens `start`..`end` and what it says. Which fields are set depends on `kind`.

    `said` is the word itself where a phrase of the grammar may hold it as a plain word ("put it back").
    """

    kind: Kind
    start: int
    end: int
    det: str = ""
    count: int | Literal["all"] | None = None
    noun: str = ""
    text: str = ""
    said: str = ""
    value: float = 0.0
    color: str = ""
    material: str = ""
    style: str = ""
    fitting: str = ""
    dims: Mapping[str, float] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as its tokens with mentions in place of the runs they cover."""

    sentence: str
    language: Language
    parts: tuple[Token | Mention, ...]
