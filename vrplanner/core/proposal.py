"""What the assistant, the optimiser or a guide offers: nothing happens until a person accepts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vrplanner.core.commands.base import Command, Macro
from vrplanner.core.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Commands with the reasons for them. `scores` are 0..1 by term, 1 is best; `before` holds the same scores for the
    room as it stands now, empty where nobody measured it.
    """

    title: str
    commands: tuple[Command, ...]
    reasons: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    before: Mapping[str, float] = field(default_factory=dict)
    score: float = 0.0

    def as_command(self) -> Macro:
        """Accepting it is one undo step."""
        return Macro(title=self.title, steps=self.commands)

    def preview(self, scene: Scene) -> Scene:
        """The scene as it would be."""
        return self.as_command().apply(scene).apply(scene)
