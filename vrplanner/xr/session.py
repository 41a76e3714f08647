"""The life of a session, as a table that knows no runtime."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from vrplanner.core.errors import Unavailable


class SessionState(Enum):
    """The states of OpenXR 1.1, section 9.3, with its numbers."""

    UNKNOWN = 0
    IDLE = 1
    READY = 2
    SYNCHRONIZED = 3
    VISIBLE = 4
    FOCUSED = 5
    STOPPING = 6
    LOSS_PENDING = 7
    EXITING = 8


Duty = Literal["begin", "end"]

_FOLLOWING: dict[SessionState, frozenset[SessionState]] = {
    SessionState.UNKNOWN: frozenset({SessionState.IDLE}),
    SessionState.IDLE: frozenset({SessionState.READY, SessionState.EXITING}),
    SessionState.READY: frozenset({SessionState.SYNCHRONIZED, SessionState.STOPPING}),
    SessionState.SYNCHRONIZED: frozenset({SessionState.VISIBLE, SessionState.STOPPING}),
    SessionState.VISIBLE: frozenset({SessionState.FOCUSED, SessionState.SYNCHRONIZED}),
    SessionState.FOCUSED: frozenset({SessionState.VISIBLE}),
    SessionState.STOPPING: frozenset({SessionState.IDLE, SessionState.EXITING}),
    SessionState.LOSS_PENDING: frozenset(),
    SessionState.EXITING: frozenset(),
}


class RuntimeLost(Unavailable):
    """The runtime went away in the middle of a session. The document is as it was."""


@dataclass
class SessionMachine:
    """Follows the runtime through a session and says what each change of state obliges the program to do."""

    state: SessionState = SessionState.UNKNOWN
    running: bool = False
    seen: list[SessionState] = field(default_factory=list)

    def enter(self, state: SessionState) -> Duty | None:
        """Take note of a new state. Gives "begin" or "end" when the session must be begun or ended now.

        Raises RuntimeLost when the runtime announces its end, ValueError for a step that OpenXR does not know.
        """
        if state is SessionState.LOSS_PENDING:
            self._note(state)
            self.running = False
            raise RuntimeLost("The headset's runtime is shutting down.", hint="Start it again, then enter VR again.")
        if state not in _FOLLOWING[self.state]:
            raise ValueError(f"a session cannot go from {self.state.name} to {state.name}")
        self._note(state)
        if state is SessionState.READY:
            self.running = True
            return "begin"
        if state is SessionState.STOPPING:
            self.running = False
            return "end"
        return None

    @property
    def finished(self) -> bool:
        return self.state in {SessionState.EXITING, SessionState.LOSS_PENDING}

    @property
    def focused(self) -> bool:
        """Whether input reaches the program."""
        return self.state is SessionState.FOCUSED

    def _note(self, state: SessionState) -> None:
        self.state = state
        self.seen.append(state)
