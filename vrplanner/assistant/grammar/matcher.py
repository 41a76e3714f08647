"""Matching a reading against templates, by backtracking. A match covers the whole sentence; punctuation is free."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vrplanner.assistant.grammar.templates import NOTHING, Choice, Node, Sequence, Slot, Words, parse
from vrplanner.assistant.meaning import ROLE_KINDS, Filler, Meaning
from vrplanner.assistant.mentions import Mention, Reading
from vrplanner.assistant.tokens import PUNCTUATION, Language, Token, words_of

LIGHTS = frozenset({"lamp", "floor lamp", "table lamp", "pendant lamp", "tv"})
Parts = tuple[Token | Mention, ...]
Filled = tuple[tuple[str, Filler], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say an intent. `fixed` are roles it means without naming them."""

    intent: str
    template: str
    node: Node
    fixed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A language's forms and the phrases of its values (direction, relation …), longest first."""

    forms: tuple[Form, ...]
    values: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    phrases: Mapping[str, tuple[tuple[str, str], ...]]


def load_table(*paths: Path, say: str = "say") -> Table:
    """A table from TOML files: rules and values of all, and the forms of the last, read from its `say` lists."""
    rules: dict[str, Node] = {}
    values: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    phrases: dict[str, tuple[tuple[str, str], ...]] = {}
    forms: list[Form] = []
    for path in paths:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, template in plain.get("rules", {}).items():
            rules[name] = parse(template, rules)
        for name, entries in plain.get("values", {}).items():
            pairs = [(phrase, value) for value, list_of in entries.items() for phrase in list_of]
            phrases[name] = tuple(pairs)
            values[name] = tuple(sorted(((words_of(p), v) for p, v in pairs), key=lambda pair: -len(pair[0])))
        if path == paths[-1]:
            forms = [_form(group, t, rules) for group in plain.get("intent", ()) for t in group.get(say, ())]
    return Table(tuple(forms), values, phrases)


def _form(group: Mapping[str, Any], template: str, rules: Mapping[str, Node]) -> Form:
    node = parse(template, rules)
    if not group.get("bare"):
        before, after = (Choice((NOTHING, rules.get(name, NOTHING))) for name in ("before", "after"))
        node = Sequence((before, node, after))
    return Form(group["name"], template, node, group.get("set", {}))


@cache
def grammar_table(language: Language) -> Table:
    """The grammar of a language."""
    return load_table(Path(__file__).with_name(f"{language}.toml"))


@cache
def wide_table(language: Language, *, held: bool = False) -> Table:
    """More ways to say things, which the model is taught from; `held` gives those kept back to measure it."""
    folder = Path(__file__).parent
    return load_table(folder / f"{language}.toml", folder / f"wide_{language}.toml", say="held" if held else "say")


def match(reading: Reading, table: Table) -> list[Meaning]:
    """Every different meaning whose template covers the whole sentence."""
    parts = tuple(part for part in reading.parts if not _is_mark(part))
    meanings: list[Meaning] = []
    for form in table.forms:
        for end, filled in _match(form.node, parts, 0, (), table):
            if end == len(parts):
                meaning = Meaning(form.intent, _roles(filled, form.fixed))
                if meaning not in meanings:
                    meanings.append(meaning)
                break
    return meanings


def _is_mark(part: Token | Mention) -> bool:
    return isinstance(part, Token) and part.text in PUNCTUATION


def _roles(filled: Filled, fixed: Mapping[str, Any]) -> dict[str, tuple[Filler, ...]]:
    roles: dict[str, tuple[Filler, ...]] = {name: (value,) for name, value in fixed.items()}
    for role, filler in filled:
        roles[role] = (*roles.get(role, ()), filler)
    return roles


def _match(node: Node, parts: Parts, at: int, filled: Filled, table: Table) -> Iterator[tuple[int, Filled]]:
    if isinstance(node, Words):
        if _has_words(parts, at, node.texts):
            yield at + len(node.texts), filled
    elif isinstance(node, Choice):
        for option in node.options:
            yield from _match(option, parts, at, filled, table)
    elif isinstance(node, Sequence):
        yield from _match_all(node.parts, parts, at, filled, table)
    else:
        yield from _match_slot(node, parts, at, filled, table)


def _match_all(
    nodes: tuple[Node, ...], parts: Parts, at: int, filled: Filled, table: Table
) -> Iterator[tuple[int, Filled]]:
    if not nodes:
        yield at, filled
        return
    for end, more in _match(nodes[0], parts, at, filled, table):
        yield from _match_all(nodes[1:], parts, end, more, table)


def _match_slot(slot: Slot, parts: Parts, at: int, filled: Filled, table: Table) -> Iterator[tuple[int, Filled]]:
    kinds = ROLE_KINDS.get(slot.kind)
    if kinds is not None:
        part = parts[at] if at < len(parts) else None
        if isinstance(part, Mention) and part.kind in kinds and _suits(slot.kind, part):
            yield at + 1, (*filled, (slot.role, part))
        return
    for texts, value in table.values.get(slot.kind, ()):
        if _has_words(parts, at, texts):
            yield at + len(texts), (*filled, (slot.role, value))


def _suits(kind: str, mention: Mention) -> bool:
    """A new thing has a class and is not pointed at; an existing one is not introduced by "a" (unless "one of" it)."""
    if kind == "new":
        return bool(mention.noun) and mention.noun != "everything" and mention.det not in ("the", "this", "that")
    if kind == "item":
        return mention.det != "a" or isinstance(mention.count, int)
    if kind == "lamp":
        return mention.kind == "pronoun" or mention.noun in LIGHTS
    if kind == "corner":
        return mention.text.endswith("corner") or mention.text == "center"
    if kind == "wall":
        return mention.text.endswith("wall")
    if kind == "surface":
        return mention.text in ("floor", "ceiling", "wall") or mention.text.endswith(" wall")
    return True


def _has_words(parts: Parts, at: int, texts: tuple[str, ...]) -> bool:
    run = parts[at : at + len(texts)]
    if len(run) < len(texts):
        return False
    return all(
        (part.text if isinstance(part, Token) else part.said) == text for part, text in zip(run, texts, strict=True)
    )
