"""Phrase tables made ready for finding: by their first token, longest first."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from vrplanner.assistant import lexicon
from vrplanner.assistant.tokens import words_of

PhraseTable = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def phrase_table(pairs: Iterable[tuple[str, str]]) -> PhraseTable:
    """Phrases with what they mean, keyed by their first token."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, value in pairs:
        parts = words_of(phrase)
        by_first.setdefault(parts[0], []).append((parts, value))
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in by_first.items()}


def find_phrase(table: PhraseTable, texts: Sequence[str], at: int) -> tuple[int, str] | None:
    """The longest phrase of a table that stands at `at`: (where it ends, what it means)."""
    if at >= len(texts):
        return None
    for parts, value in table.get(texts[at], ()):
        if tuple(texts[at : at + len(parts)]) == parts:
            return at + len(parts), value
    return None


@cache
def phrases(name: str) -> PhraseTable:
    """A table of `lexicon/phrases.toml`."""
    plain = tomllib.loads(Path(lexicon.__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    return phrase_table((phrase, value) for value, listed in plain[name].items() for phrase in listed)


@cache
def lexicon_phrases(name: str) -> PhraseTable:
    """The words for colours, materials, styles or garments."""
    return phrase_table(lexicon.words(name).items())


@cache
def noun_phrases() -> PhraseTable:
    """The words for furniture."""
    return phrase_table(lexicon.nouns().items())
