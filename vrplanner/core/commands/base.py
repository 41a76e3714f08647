"""What a command is, and the register that lets one be written to a journal and read back."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from vrplanner.core.change import Change
from vrplanner.core.codec import Plain, from_plain, to_plain
from vrplanner.core.errors import InvalidInput
from vrplanner.core.scene import Scene


class Command(ABC):
    """One intention. Reads a scene and says what would change; never changes anything itself."""

    name: ClassVar[str]

    @abstractmethod
    def apply(self, scene: Scene) -> Change:
        """The change this makes to `scene`. Raises NotFound or CommandRefused and then nothing has happened."""

    @abstractmethod
    def label(self, scene: Scene) -> str:
        """A few words for the history list, told of the scene as it was before."""


COMMANDS: dict[str, type[Command]] = {}
C = TypeVar("C", bound=type[Command])


def register(command_type: C) -> C:
    """Make a command known by its class name in snake case."""
    command_type.name = re.sub(r"(?<!^)(?=[A-Z])", "_", command_type.__name__).lower()
    COMMANDS[command_type.name] = command_type
    return command_type


def command_to_plain(command: Command) -> dict[str, Plain]:
    """`{"do": name, field: value, …}`."""
    if isinstance(command, Macro):
        return {"do": Macro.name, "title": command.title, "steps": [command_to_plain(step) for step in command.steps]}
    plain = to_plain(command)
    assert isinstance(plain, dict)
    return {"do": command.name, **plain}


def command_from_plain(plain: Plain) -> Command:
    """The reverse of `command_to_plain`. Raises InvalidInput for what is not a command."""
    if not isinstance(plain, dict) or not isinstance(plain.get("do"), str):
        raise InvalidInput('A command must be an object with its name under "do".')
    fields = {name: value for name, value in plain.items() if name != "do"}
    kind = COMMANDS.get(str(plain["do"]))
    if kind is None:
        raise InvalidInput(f'"{plain["do"]}" is not a command.', hint=f"Known: {', '.join(sorted(COMMANDS))}.")
    if kind is Macro:
        steps = fields.get("steps")
        if not isinstance(steps, list):
            raise InvalidInput("A macro needs a list of steps.")
        return Macro(title=str(fields.get("title", "")), steps=tuple(command_from_plain(step) for step in steps))
    return from_plain(kind, fields, where=str(plain["do"]))


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Macro(Command):
    """Several commands as one step of history. All of them, or none."""

    title: str
    steps: tuple[Command, ...]

    def apply(self, scene: Scene) -> Change:
        whole = Change()
        for step in self.steps:
            change = step.apply(scene)
            scene = change.apply(scene)
            whole = Change(whole.entities + change.entities)
        return whole

    def label(self, scene: Scene) -> str:
        return self.title or "Several changes"
