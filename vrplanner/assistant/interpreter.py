"""Words to command records. The grammar goes first; what it does not take goes to the trained model; what is then still
uncertain, ambiguous or destructive is not done but asked.
"""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vrplanner.assistant.context import Context
from vrplanner.assistant.engines.spelling import spell_reading
from vrplanner.assistant.grammar.matcher import grammar_table, match, wide_table
from vrplanner.assistant.meaning import Meaning, Missing, Unclear, resolve
from vrplanner.assistant.mentions import Mention, Reading
from vrplanner.assistant.reading import read
from vrplanner.assistant.record import DESTRUCTIVE, CommandRecord
from vrplanner.assistant.scene_view import SceneView, view_of
from vrplanner.assistant.tokens import Language, language_of
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.scene import Scene

log = logging.getLogger(__name__)

SURE, DOUBTFUL = 0.9, 0.4
"""Above SURE the model's answer is carried out; above DOUBTFUL it is asked first; below it counts as not for us."""
WIDE = 0.9
"""How far the looser forms are trusted: carried out, but what they would destroy is asked first."""
NONE = CommandRecord("none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What a sentence means. `confirm`: ask before doing; `candidates`: the ids a "clarify" is between."""

    records: tuple[CommandRecord, ...]
    language: Language
    confidence: float
    engine: str
    reply: str = ""
    confirm: bool = False
    candidates: tuple[str, ...] = ()
    missing: str = ""
    phrases: tuple[str, ...] = ()
    """For each record how the new thing or garment in it was described, "" where it has none."""


@dataclass(frozen=True, slots=True)
class _Found:
    meanings: tuple[Meaning, ...]
    confidence: float
    engine: str


LongShot = Callable[[Reading], tuple[tuple[Meaning, ...], float]]
"""A language engine: what it takes a reading for, and how sure it is."""


@cache
def trained_engine() -> LongShot | None:
    """The shipped command model as an engine; None where it or its runtime is missing (the grammar works without)."""
    from vrplanner.assistant.engines.command_model import load_command_model

    try:
        model = load_command_model()
    except (VrPlannerError, ImportError) as missing:
        log.warning("no language model: %s", missing)
        return None

    def answer(reading: Reading) -> tuple[tuple[Meaning, ...], float]:
        guess = model.guess(spell_reading(reading))
        return guess.meanings, guess.confidence

    return answer


class Interpreter:
    """Understands English and Chinese. `engine` answers for what the grammar does not take; None: only the grammar.

    Keep one for a program's life: engines load when first needed.
    """

    def __init__(self, *, engine: Callable[[], LongShot | None] = trained_engine, grammar: bool = True) -> None:
        self._engine, self._grammar = engine, grammar

    def interpret(self, text: str, scene: Scene, context: Context | None = None) -> Interpretation:
        """What a sentence said in a scene asks for. Never raises for odd words: they mean "none"."""
        context = context or Context()
        view = view_of(scene)
        language = language_of(text)
        if not re.search(r"\w", text):
            return Interpretation(records=(NONE,), language=language, confidence=1.0, engine="grammar")
        found = self._by_grammar(text, view, context) if self._grammar else []
        if not found:
            found = self._by_engine(text, view, context)
        return _settle(found, text, language, view, context)

    def _by_grammar(self, text: str, view: SceneView, context: Context) -> list[_Found]:
        """The whole sentence, else its parts between conjunctions if every one of them is a command."""
        whole = _grammar_meaning(text, view, context)
        if whole:
            return [whole]
        for pieces in _splits(text):
            parts = [_grammar_meaning(piece, view, context) for piece in pieces]
            if all(parts) and _is_sequence(parts):
                return [part for part in parts if part]
        return []

    def _by_engine(self, text: str, view: SceneView, context: Context) -> list[_Found]:
        engine = self._engine()
        if engine is None:
            return []
        meanings, confidence = engine(read(text, view, context))
        return [_Found(meanings, confidence, "command-model")] if meanings else []


def _grammar_meaning(text: str, view: SceneView, context: Context) -> _Found | None:
    reading = read(text, view, context)
    meanings = match(reading, grammar_table(reading.language))
    if meanings:
        best = _preferred(meanings, view, context)
        return _Found((best,), 1.0 if len(meanings) == 1 else 0.95, "grammar")
    meanings = match(reading, wide_table(reading.language))
    if len({meaning.intent for meaning in meanings}) != 1:
        return None  # where looser forms disagree, the model decides
    return _Found((_preferred(meanings, view, context),), WIDE, "wide-grammar")


def _preferred(meanings: Sequence[Meaning], view: SceneView, context: Context) -> Meaning:
    """Of several readings the one whose names all exist; a command that destroys or buys comes last."""

    def rank(meaning: Meaning) -> tuple[bool, bool, int]:
        try:
            resolve(meaning, view, context)
            stuck = False
        except (Missing, Unclear):
            stuck = True
        return stuck, meaning.intent in DESTRUCTIVE, -len(meaning.roles)

    return min(meanings, key=rank)


_CONJUNCTIONS = (
    r"\s*[.;。；]\s*",
    r"\s*,?\s*\b(?:and then|then|after that|and also)\b\s*",
    r"\s*,?\s*\band\b\s*",
    r"\s*[,，]\s*",
    r"[,，]?\s*(?:然后|接着|并且|再)\s*",
    r"\s*[,，.;。；]?\s*\b(?:and then|then|and also|and)\b\s*|\s*[.,;，。；]\s*",
)
"""Where a sentence may be cut into commands, the surest ways first."""


def _splits(text: str) -> list[list[str]]:
    found = []
    for pattern in _CONJUNCTIONS:
        pieces = [piece for piece in re.split(pattern, text, flags=re.IGNORECASE) if re.search(r"\w", piece)]
        if 1 < len(pieces) <= 5:
            found.append(pieces)
    return found


_NOT_IN_SEQUENCE = frozenset({"accept", "reject", "cancel"})


def _is_sequence(parts: Sequence[_Found | None]) -> bool:
    return not any(part and part.meanings[0].intent in _NOT_IN_SEQUENCE for part in parts[1:])


def _settle(
    found: Sequence[_Found], text: str, language: Language, view: SceneView, context: Context
) -> Interpretation:
    if not found:
        return Interpretation(records=(NONE,), language=language, confidence=0.5, engine="none")
    engine = found[0].engine
    confidence = min(part.confidence for part in found)
    if confidence < DOUBTFUL:
        return Interpretation(records=(NONE,), language=language, confidence=confidence, engine=engine)
    blank = Interpretation(records=(), language=language, confidence=confidence, engine=engine)
    records: list[CommandRecord] = []
    phrases: list[str] = []
    for meaning in (meaning for part in found for meaning in part.meanings):
        try:
            resolved = [_with_question(record, text) for record in resolve(meaning, view, context)]
        except Unclear as unclear:
            return replace(blank, records=(CommandRecord("clarify"),), candidates=unclear.candidates)
        except Missing as missing:
            return replace(blank, records=(NONE,), missing=missing.phrase)
        records += resolved
        phrases += [_phrase(meaning)] * len(resolved)
        touched = tuple(record.slots["item_id"] for record in resolved if "item_id" in record.slots)
        context = replace(context, last=(*touched, *context.last)) if touched else context
    doubted = engine != "grammar" and (confidence < SURE or any(record.intent in DESTRUCTIVE for record in records))
    wholesale = any(r.intent in DESTRUCTIVE and r.get("count") == "all" for r in records)
    bought = any(record.intent == "buy" for record in records)
    return replace(blank, records=tuple(records), phrases=tuple(phrases), confirm=doubted or wholesale or bought)


def _phrase(meaning: Meaning) -> str:
    described = (*meaning.roles.get("new", ()), *meaning.roles.get("garment", ()))
    return next((mention.text for mention in described if isinstance(mention, Mention)), "")


def _with_question(record: CommandRecord, text: str) -> CommandRecord:
    return record.with_slots(question=text.strip()) if record.intent == "ask" else record
