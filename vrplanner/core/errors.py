"""What can go wrong, in the user's words.

    VrPlannerError
     ├─ InvalidInput        a value, file or sentence that cannot be used as given
     │   └─ InvalidFile     a file that is damaged, foreign, hostile or of a newer version
     ├─ NotFound            an id, name or path that names nothing
     ├─ CommandRefused      a command that would leave the document impossible
     ├─ Unavailable         a part of the machine or an optional package that is missing
     └─ Cancelled           the person asked for the work to stop

Every error carries `message` (what happened) and `hint` (what to do next); both may be shown on screen as they are.
"""


class VrPlannerError(Exception):
    """The root: catching it catches everything vrplanner raises on purpose."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidInput(VrPlannerError):
    exit_code = 2


class InvalidFile(InvalidInput):
    pass


class NotFound(VrPlannerError):
    exit_code = 2


class CommandRefused(VrPlannerError):
    pass


class Unavailable(VrPlannerError):
    exit_code = 3


class Cancelled(VrPlannerError):
    exit_code = 130
