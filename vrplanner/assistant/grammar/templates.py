"""The template language that sentences are written in.

    move [the] (chair|sofa)      words, an optional part, alternatives
    <please>                     a rule of the same table, by name
    {item}                       a slot: a mention of the reading, or one of the table's values
    {anchor:anchor2}             the slot `anchor` under another role name

A parsed template is a tree of the nodes below, used by the matcher and by whoever samples sentences from it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vrplanner.assistant.tokens import words_of
from vrplanner.core.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Words:
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    options: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a mention or value of `kind`, kept under `role`."""

    kind: str
    role: str


Node = Words | Sequence | Choice | Slot
NOTHING = Sequence(())

_LEXEME = re.compile(r"\s*([\[\]()|]|<[\w-]+>|\{[\w:]+\}|[^\[\]()|<>{}\s]+)")


def parse(template: str, rules: Mapping[str, Node]) -> Node:
    """The tree of a template. Raises InvalidInput for unbalanced brackets and rules that are not known."""
    lexemes = _LEXEME.findall(template)
    node, end = _alternatives(lexemes, 0, rules)
    if end != len(lexemes):
        raise InvalidInput(f"The template {template!r} has a bracket too many.")
    return node


def _alternatives(lexemes: list[str], at: int, rules: Mapping[str, Node]) -> tuple[Node, int]:
    options: list[Node] = []
    parts: list[Node] = []
    while at < len(lexemes) and lexemes[at] not in ("]", ")"):
        lexeme = lexemes[at]
        if lexeme == "|":
            options.append(_sequence(parts))
            parts, at = [], at + 1
            continue
        node, at = _one(lexemes, at, rules)
        parts.append(node)
    options.append(_sequence(parts))
    return (options[0] if len(options) == 1 else Choice(tuple(options))), at


def _one(lexemes: list[str], at: int, rules: Mapping[str, Node]) -> tuple[Node, int]:
    lexeme = lexemes[at]
    if lexeme in ("[", "("):
        node, end = _alternatives(lexemes, at + 1, rules)
        if end >= len(lexemes) or lexemes[end] != {"[": "]", "(": ")"}[lexeme]:
            raise InvalidInput(f"A bracket of {' '.join(lexemes)!r} is not closed.")
        return (Choice((node, NOTHING)) if lexeme == "[" else node), end + 1
    if lexeme.startswith("<"):
        name = lexeme[1:-1]
        if name not in rules:
            raise InvalidInput(f"There is no rule called {name!r}.")
        return rules[name], at + 1
    if lexeme.startswith("{"):
        kind, _, role = lexeme[1:-1].partition(":")
        return Slot(kind, role or kind), at + 1
    return Words(words_of(lexeme)), at + 1


def _sequence(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))
