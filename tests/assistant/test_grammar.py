"""The grammar as data: every template parses, and a sentence made from one is understood as that template means."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.assistant.context import Context
from vrplanner.assistant.engines.spelling import OUTPUT_TOKENS, allowed_next, read_answer, spell_meaning
from vrplanner.assistant.grammar.matcher import grammar_table, match, wide_table
from vrplanner.assistant.grammar.templates import parse
from vrplanner.assistant.meaning import Meaning
from vrplanner.assistant.reading import read
from vrplanner.core.errors import InvalidInput
from vrplanner.recipes.command_sentences import LANGUAGES, Sampler, compose, sample


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_can_be_said(language: str) -> None:
    said = {form.intent for form in grammar_table(language).forms}  # type: ignore[arg-type]
    assert {
        "place",
        "move",
        "rotate",
        "resize",
        "restyle",
        "replace",
        "remove",
        "undo",
        "arrange",
        "try_on",
        "paint",
    } <= said


@pytest.mark.parametrize("template", ["(a|b", "[a", "a]", "<nobody>"])
def test_a_template_that_is_wrong_is_refused(template: str) -> None:
    with pytest.raises(InvalidInput):
        parse(template, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_made_from_templates_are_understood(language: str) -> None:
    """Rendered and read back, a meaning with the template's intent is found; the few others are words that run together
    ("the bench wall"), which no person says."""
    table = grammar_table(language)  # type: ignore[arg-type]
    tried, failed = 0, []
    for number, form in enumerate(table.forms * 2):
        sampler = Sampler(language, random.Random(number))  # type: ignore[arg-type]
        example = sample(sampler, table, [form])
        if example is None or ";" in example.answer:
            continue
        tried += 1
        found = match(read(example.sentence, sampler.scene, Context()), table)
        if form.intent not in {meaning.intent for meaning in found}:
            failed.append(example.sentence)
    assert tried > 150
    assert len(failed) <= 0.05 * tried, failed


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.sampled_from(LANGUAGES), st.booleans(), st.integers(0, 10_000))
def test_answers_can_be_spelled_and_read_back(language: str, held: bool, seed: int) -> None:
    """Whatever the model is taught is an answer the schema allows, and reads back as the same meaning."""
    table = wide_table(language, held=held)  # type: ignore[arg-type]
    example = sample(Sampler(language, random.Random(seed)), table, list(table.forms))  # type: ignore[arg-type]
    if example is None:
        return
    for at, token in enumerate(example.answer):
        assert token in allowed_next(example.answer[:at], example.spelled.ids), example.answer
    meanings = read_answer(example.answer[:-1], example.spelled.ids)
    spelled = [spell_meaning(meaning, example.spelled.ids) for meaning in meanings]
    assert all(tokens is not None for tokens in spelled)
    joined = [token for number, tokens in enumerate(spelled) for token in ([";"] if number else []) + (tokens or [])]
    assert tuple(joined) == example.answer[:-1]


def test_an_answer_can_only_name_what_was_said() -> None:
    assert "<o1>" in OUTPUT_TOKENS
    assert allowed_next(["!move", "item"], {}) == []
    assert isinstance(read_answer(["!undo"], {})[0], Meaning)


def test_an_answer_that_was_cut_off_or_stutters_is_read_as_far_as_it_goes():
    assert read_answer(["!move", "item"], {}) == [Meaning("move", {})]
    assert read_answer(["!save", ";", "!save", ";", "!save"], {}) == [Meaning("save", {})]
    assert [m.intent for m in read_answer(["!undo", ";", "!save", ";", "!undo"], {})] == ["undo", "save", "undo"]


def test_held_shapes_are_not_trained_on() -> None:
    for language in LANGUAGES:
        trained = {form.template for form in wide_table(language).forms}
        held = {form.template for form in wide_table(language, held=True).forms}
        assert len(held) >= 30
        assert not trained & held


def test_compose_keeps_track_of_slots() -> None:
    from vrplanner.recipes.command_sentences import Piece

    sentence, spans = compose(
        [Piece("move"), Piece("the sofa", "item", "item"), Piece("left", "direction", "direction", "left")], "en"
    )
    assert sentence == "move the sofa left"
    assert [sentence[start:end] for start, end, _ in spans] == ["the sofa", "left"]
