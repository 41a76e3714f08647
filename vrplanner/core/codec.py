"""Plain JSON values from our frozen dataclasses and back, checked by their type hints.

What a newer program wrote and we do not know survives a round trip in the `extra` mapping of the dataclass it was in.
"""

import dataclasses
import math
import types
from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from vrplanner.core.errors import InvalidInput

T = TypeVar("T")
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def to_plain(value: object) -> Plain:
    """Dataclasses become dicts (without fields at their default), tuples become lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.name != "extra"}
        plain = {name: to_plain(v) for name, v in kept.items() if v != _default(type(value), name)}
        extra = getattr(value, "extra", {})
        return {**{name: to_plain(v) for name, v in extra.items()}, **plain}
    if isinstance(value, Mapping):
        return {str(name): to_plain(v) for name, v in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} has no JSON form")


def from_plain(kind: type[T], plain: Plain, *, where: str = "") -> T:
    """The value of type `kind` that `plain` describes.

    Raises InvalidInput naming the place (`items.sofa_1.size`) where the two do not agree.
    """
    return cast(T, _parse(kind, plain, where or kind.__name__))


def _parse(hint: object, plain: Plain, where: str) -> object:
    origin = get_origin(hint)
    if dataclasses.is_dataclass(hint):
        return _parse_dataclass(cast(type, hint), plain, where)
    if origin in (Union, types.UnionType):
        return _parse_union(get_args(hint), plain, where)
    if origin is Literal:
        if plain not in get_args(hint):
            raise _refusal(where, f"one of {', '.join(map(str, get_args(hint)))}", plain)
        return plain
    if origin is tuple:
        return _parse_tuple(get_args(hint), plain, where)
    if origin is not None and issubclass(origin, Mapping):
        return _parse_mapping(get_args(hint)[1], plain, where)
    if hint is object:
        return plain
    return _parse_scalar(hint, plain, where)


def _parse_dataclass(kind: type, plain: Plain, where: str) -> object:
    if not isinstance(plain, dict):
        raise _refusal(where, "an object", plain)
    hints = _hints(kind)
    known = {name: _parse(hints[name], v, f"{where}.{name}") for name, v in plain.items() if name in hints}
    unknown = {name: v for name, v in plain.items() if name not in hints or name == "extra"}
    if "extra" in hints:
        known["extra"] = unknown
    elif unknown:
        raise InvalidInput(f"{where} has a field that is not known here: {', '.join(unknown)}.")
    missing = [f.name for f in dataclasses.fields(kind) if f.name not in known and _default(kind, f.name) is _REQUIRED]
    if missing:
        raise InvalidInput(f"{where} lacks {', '.join(missing)}.")
    return kind(**known)


def _parse_union(options: tuple[object, ...], plain: Plain, where: str) -> object:
    for option in options:
        if option is type(None):
            if plain is None:
                return None
            continue
        if len(options) == 2 and type(None) in options:
            return _parse(option, plain, where)
        try:
            return _parse(option, plain, where)
        except InvalidInput:
            continue
    raise _refusal(where, "another kind of value", plain)


def _parse_tuple(arguments: tuple[object, ...], plain: Plain, where: str) -> tuple[object, ...]:
    if not isinstance(plain, list):
        raise _refusal(where, "a list", plain)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_parse(arguments[0], v, f"{where}[{i}]") for i, v in enumerate(plain))
    if len(plain) != len(arguments):
        raise _refusal(where, f"{len(arguments)} values", plain)
    return tuple(_parse(a, v, f"{where}[{i}]") for i, (a, v) in enumerate(zip(arguments, plain, strict=True)))


def _parse_mapping(value_hint: object, plain: Plain, where: str) -> dict[str, object]:
    if not isinstance(plain, dict):
        raise _refusal(where, "an object", plain)
    return {name: _parse(value_hint, v, f"{where}.{name}") for name, v in plain.items()}


def _parse_scalar(hint: object, plain: Plain, where: str) -> object:
    if hint is float and isinstance(plain, int | float) and not isinstance(plain, bool):
        try:
            number = float(plain)
        except OverflowError:  # JSON's whole numbers have no end
            number = math.inf
        if not math.isfinite(number):
            raise _refusal(where, "a finite number", plain)
        return number
    if hint is int and isinstance(plain, int) and not isinstance(plain, bool):
        return plain
    if (hint is str and isinstance(plain, str)) or (hint is bool and isinstance(plain, bool)):
        return plain
    raise _refusal(where, getattr(hint, "__name__", str(hint)), plain)


def _refusal(where: str, wanted: str, plain: Plain) -> InvalidInput:
    shown = "a number without end" if isinstance(plain, int) and abs(plain) > 10**300 else repr(plain)
    return InvalidInput(f"{where} should be {wanted}, not {shown[:60]}{'…' if len(shown) > 60 else ''}.")


_REQUIRED = object()


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


@cache
def _defaults(kind: type) -> dict[str, object]:
    defaults: dict[str, object] = {}
    for field in dataclasses.fields(kind):
        if field.default is not dataclasses.MISSING:
            defaults[field.name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            defaults[field.name] = field.default_factory()
    return defaults


def _default(kind: type, name: str) -> object:
    return _defaults(kind).get(name, _REQUIRED)
