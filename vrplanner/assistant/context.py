"""What is true while a sentence is said, besides the scene: what is selected, pointed at and was spoken of before."""

from dataclasses import dataclass

from vrplanner.core.geometry import Point2


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`last` are the item ids of the previous command, newest first; `pending` is what was offered and waits for an
    answer, in words ("" for nothing). The viewer stands at `viewer` and looks along `looks` (x, z).
    """

    selected: str | None = None
    pointed: str | None = None
    last: tuple[str, ...] = ()
    pending: str = ""
    looks: Point2 = (0.0, -1.0)

    def settle(self, candidates: tuple[str, ...]) -> str | None:
        """The one of several candidates that what is pointed at, selected or spoken of last picks out."""
        for item_id in (self.pointed, self.selected, *self.last):
            if item_id in candidates:
                return item_id
        return None

    def of_pronoun(self, pronoun: str) -> str | None:
        """The item "it" (spoken of, then selected) or "this" (pointed at, then selected) means."""
        recent = self.last[0] if self.last else None
        if pronoun == "it":
            return recent or self.selected or self.pointed
        return self.pointed or self.selected or recent
