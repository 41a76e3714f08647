"""Fields of parsed JSON, checked: what is missing or impossible is refused by its name, what is clear is taken."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from vrplanner.core.errors import InvalidInput

LARGEST_M = 1e7
"""No place on Earth is farther from another; what is larger is a mistake."""

Point = tuple[float, float]


def field(entry: object, key: str, where: str) -> Any:
    """A field that must be there. Raises InvalidInput, as everything here does."""
    if not isinstance(entry, Mapping):
        raise InvalidInput(f"{where} is not a set of named values.", hint="See the neutral format for rooms.")
    if entry.get(key) is None:
        raise InvalidInput(f'{where} has no "{key}".', hint="See the neutral format for rooms.")
    return entry[key]


def entries(plain: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    """A list of mappings; none where there is nothing."""
    found = plain.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(entry, Mapping) for entry in found):
        raise InvalidInput(f'"{key}" of {where} is not a list of named values.')
    return found


def name(value: object, where: str) -> str:
    """An id: words or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise InvalidInput(f"{where} has an id that is no name.", hint="Give it one of letters or digits.")
    return str(value)


def number(value: object, where: str, *, low: float = -LARGEST_M, high: float = LARGEST_M) -> float:
    """A finite number in a range; one written as words ("1.4") is meant as one."""
    try:
        found = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found):
        raise InvalidInput(f"{where} is not a finite number.", hint="Give metres, radians, or degrees for max_angle.")
    if not low <= found <= high:
        raise InvalidInput(f"{where} is {found:g}, which cannot be.", hint=f"Give {low:g} to {high:g}.")
    return found


def numbers(value: object, count: int, where: str) -> tuple[float, ...]:
    """So many numbers in a row."""
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != count:
        raise InvalidInput(f"{where} is not {count} numbers.")
    return tuple(number(each, where) for each in value)


def point(value: object, where: str) -> Point:
    x, y = numbers(value, 2, where)
    return x, y


def yes(value: object, where: str) -> bool:
    """True or false; nothing counts as false."""
    if value is None:
        return False
    if value not in (True, False):
        raise InvalidInput(f"{where} is neither true nor false.")
    return bool(value)


def words(value: object, known: Sequence[str], where: str) -> tuple[str, ...]:
    """Some of the known words: a list, or one alone."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(word, str) and word in known for word in found):
        raise InvalidInput(f"{where} is not known here: {value!r:.60}.", hint=f"Known: {', '.join(known)}.")
    return tuple(found)
