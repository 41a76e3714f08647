"""The benchmark of the assistant: what counts as right and as dangerous, and that it runs."""

import json
from typing import Any

import pytest

from vrplanner.app.bench import assistant, sentences
from vrplanner.app.bench.assistant import QUICK, Answer, answer_all, measure
from vrplanner.app.bench.sentences import Sentence, exactly_right, intents_right, unasked
from vrplanner.assistant.context import Context
from vrplanner.assistant.interpreter import Interpreter
from vrplanner.assistant.record import CommandRecord
from vrplanner.cli.main import main
from vrplanner.core.scene import Scene


def _record(intent: str, **slots: Any) -> CommandRecord:
    return CommandRecord(intent, slots)


def _sentence(*expect: CommandRecord, tags: tuple[str, ...] = ()) -> Sentence:
    return Sentence(
        id="en-1", language="en", text="said", scene="room", context=Context(), expect=expect, tags=frozenset(tags)
    )


SAME = [
    (_record("restyle", item_id="a", color="dark blue"), _record("restyle", item_id="a", color="navy")),
    (_record("place", object="sofa"), _record("place", object="couch", count=1)),
    (_record("place", object="mirror", relation="against", anchor="east wall"),
     _record("place", object="mirror", relation="on", anchor="east wall")),
    (_record("measure", anchor=["a", "b"]), _record("measure", anchor=["b", "a"])),
    (_record("resize", item_id="a", width_m=1.8288), _record("resize", item_id="a", width_m=1.83)),
    (_record("ask", question="how big"), _record("ask", question="is it big", item_id="a")),
    (_record("light", direction="off"), _record("light", direction="off", object="lamp", count="all")),
    (_record("teleport", anchor="window"), _record("teleport", relation="next_to", anchor="window")),
    (_record("move", item_id="a", relation="in_center"),
     _record("move", item_id="a", relation="in_center", anchor="center")),
]  # fmt: skip
DIFFERENT = [
    (_record("move", item_id="a", direction="left"), _record("move", item_id="b", direction="left")),
    (_record("move", item_id="a", amount_m=0.3), _record("move", item_id="a", amount_m=0.4)),
    (_record("move", item_id="a", relation="on", anchor="b"),
     _record("move", item_id="a", relation="against", anchor="b")),
    (_record("rotate", item_id="a", clockwise=True), _record("rotate", item_id="a", clockwise=False)),
    (_record("rotate", item_id="a", angle_deg=90), _record("rotate", item_id="a", angle_deg=90, clockwise=True)),
    (_record("light", item_id="a", direction="off"), _record("light", direction="off")),
    (_record("place", object="chair", count=2), _record("place", object="chair")),
    (_record("place", object="chair", count="all"), _record("place", object="chair", count=1)),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_say_it_are_the_same(one: CommandRecord, other: CommandRecord) -> None:
    assert exactly_right(_sentence(one), [other])
    assert exactly_right(_sentence(other), [one])


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_is_not_right(one: CommandRecord, other: CommandRecord) -> None:
    assert intents_right(_sentence(one), [other])
    assert not exactly_right(_sentence(one), [other])


def test_undoing_twice_can_be_said_in_two_ways() -> None:
    assert exactly_right(_sentence(_record("undo", count=2)), [_record("undo"), _record("undo")])
    assert not intents_right(_sentence(_record("undo", count=2)), [_record("undo")])


def test_several_commands_must_come_in_their_order() -> None:
    both = (_record("undo"), _record("save"))
    assert exactly_right(_sentence(*both), both)
    assert not intents_right(_sentence(*both), both[::-1])
    assert not intents_right(_sentence(*both), both[:1])


def test_asking_back_is_right_only_about_what_is_not_there() -> None:
    assert exactly_right(_sentence(_record("none"), tags=("absent",)), [_record("clarify")])
    assert not intents_right(_sentence(_record("none"), tags=("near-miss",)), [_record("clarify")])


@pytest.mark.parametrize(
    ("asked", "answer", "dangerous"),
    [
        (_record("none"), _record("remove", item_id="a"), True),
        (_record("move", item_id="a", direction="left"), _record("buy", item_id="a"), True),
        (_record("remove", item_id="a"), _record("remove", item_id="b"), True),
        (_record("remove", item_id="a"), _record("remove", object="everything", count="all"), True),
        (_record("buy", item_id="a"), _record("buy", item_id="a", count=2), True),
        (_record("buy", item_id="a", count=2), _record("buy", item_id="a"), False),
        (_record("remove", item_id="a"), _record("remove", item_id="a"), False),
        (_record("remove", item_id="a"), _record("none"), False),
        (_record("clarify"), _record("move", item_id="a"), False),
    ],
)
def test_removing_or_buying_more_than_was_said_is_dangerous(
    asked: CommandRecord, answer: CommandRecord, dangerous: bool
) -> None:
    assert bool(unasked(_sentence(asked), [answer])) == dangerous


def test_an_error_of_the_assistant_is_counted_and_does_not_end_the_run() -> None:
    def broken(_: object) -> Any:
        raise IndexError

    said = _sentence(_record("undo"))
    (answer,) = answer_all(_Fails(broken), [said], {"room": Scene()})
    assert (answer.found, answer.intents, answer.exact, answer.unasked) == (None, ("error",), False, False)


class _Fails(Interpreter):
    """Fails on every sentence but the one that loads the engines."""

    def __init__(self, broken: Any) -> None:
        super().__init__(engine=lambda: broken)
        self._asked = 0

    def interpret(self, text: str, scene: Scene, context: Context | None = None) -> Any:
        self._asked += 1
        return super().interpret(text, scene, context) if self._asked > 1 else None


def test_figures_follow_from_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every answer right, then with every sentence taken for a purchase that is not asked for."""
    told, _ = sentences.read_hand_set(sentences.hand_folder())

    def answers(right: bool) -> Any:
        def all_of_them(
            interpreter: object, those: list[Sentence], scenes: object, *, progress: object
        ) -> list[Answer]:
            return [_answer(sentence, right) for sentence in those]

        return all_of_them

    monkeypatch.setattr(assistant, "answer_all", answers(True))
    good = {figure.name: figure for figure in measure(parts=("together",))}
    assert good["together: intents right"].value == 100
    assert good["together: record exactly right, Chinese"].value == 100
    assert good["together: removes or buys what was not asked for"].value == 0
    assert not any("taken for" in name for name in good)
    monkeypatch.setattr(assistant, "answer_all", answers(False))
    bad = {figure.name: figure for figure in measure(parts=("together",))}
    assert bad["together: none recognised"].value == 0
    assert bad["together: removes or buys what was not asked for"].value == len(told)
    assert bad["together: none taken for something else"].note == f"buy {bad[_NONE].value}"
    assert bad["together: answered by the grammar, median"].value == 7


_NONE = "together: none taken for something else"


def _answer(sentence: Sentence, right: bool) -> Answer:
    from vrplanner.assistant.interpreter import Interpretation

    records = sentence.expect if right else (_record("buy", item_id="nothing_1"),)
    found = Interpretation(records=records, language="en", confidence=1.0, engine="grammar")
    return Answer(sentence=sentence, found=found, ms=7.0)


@pytest.mark.weights
def test_it_runs_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "assistant", "--quick", "--json"]) == 0
    figures = {figure["name"]: figure for figure in json.loads(capsys.readouterr().out)["figures"]}
    told, _ = sentences.read_hand_set(sentences.hand_folder())
    for part in assistant.PARTS:
        assert figures[f"{part}: intents right"]["note"].endswith(f" of {-(-len(told) // QUICK)}")
        assert 0 < figures[f"{part}: intents right"]["value"] <= 100
        assert figures[f"{part}: answered by the model, median"]["value"] > 0
    assert figures["together: removes or buys what was not asked for"]["asked"] == "0"
