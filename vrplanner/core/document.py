"""The document: the one scene everything shows, the models it uses, and its history."""

from collections.abc import Callable
from dataclasses import dataclass

from vrplanner.core.change import Change
from vrplanner.core.commands.base import Command
from vrplanner.core.model import ModelStore
from vrplanner.core.scene import Scene

Listener = Callable[[Change], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history list."""

    label: str
    change: Change
    gesture: str = ""


class Document:
    """Changed only by `execute`, `undo` and `redo`, on one thread; read anywhere through `scene`."""

    def __init__(self, scene: Scene | None = None, models: ModelStore | None = None) -> None:
        self.scene = scene or Scene()
        self.models = models or ModelStore()
        self.listeners: list[Listener] = []
        self.command_listeners: list[Callable[[str, Command | None, str], None]] = []
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved: Step | None = None

    def execute(self, command: Command, *, gesture: str = "") -> Change:
        """Carry a command out as one step of history.

        Commands that follow each other with the same non-empty `gesture` (one drag, one grab) become one step that
        undoes to where the gesture began. Raises what the command raises, and then nothing has changed.
        """
        label = command.label(self.scene)
        change = command.apply(self.scene)
        if not change:
            return change
        step = Step(label, change, gesture)
        if gesture and self._done and self._done[-1].gesture == gesture and self._done[-1] is not self._saved:
            first = self._done.pop()
            step = Step(first.label, first.change.then(change), gesture)
        self._done.append(step)
        self._undone.clear()
        self._take(change)
        self._tell("execute", command, gesture)
        return change

    def undo(self) -> str | None:
        """Take the last step back; gives its label, None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._take(step.change.reversed())
        self._tell("undo", None, "")
        return step.label

    def redo(self) -> str | None:
        """Do the step again that was last undone; gives its label, None when there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._take(step.change)
        self._tell("redo", None, "")
        return step.label

    @property
    def history(self) -> tuple[list[str], list[str]]:
        """Labels of the steps done (oldest first) and of those undone (next to redo first)."""
        return [step.label for step in self._done], [step.label for step in reversed(self._undone)]

    @property
    def modified(self) -> bool:
        return (self._done[-1] if self._done else None) is not self._saved

    def mark_saved(self) -> None:
        self._saved = self._done[-1] if self._done else None

    def _take(self, change: Change) -> None:
        self.scene = change.apply(self.scene)
        for listener in tuple(self.listeners):
            listener(change)

    def _tell(self, verb: str, command: Command | None, gesture: str) -> None:
        for listener in tuple(self.command_listeners):
            listener(verb, command, gesture)
