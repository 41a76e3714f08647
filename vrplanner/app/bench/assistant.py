"""What the assistant makes of sentences written by hand: with all its layers, and the trained model alone."""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vrplanner.app.bench.figure import Figure
from vrplanner.app.bench.sentences import (
    Sentence,
    exactly_right,
    hand_folder,
    intents_right,
    read_hand_set,
    unasked,
)
from vrplanner.assistant.interpreter import Interpretation, Interpreter
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.scene import Scene

HELP = "sentences written by hand: how many are understood, what goes wrong, and how long it takes"
PARTS = ("together", "model")
QUICK = 25
"""Every how many sentences a quick run takes one."""
_GRAMMAR = frozenset({"grammar", "wide-grammar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was understood of a sentence, in `ms` of wall time; None where the assistant failed with an error."""

    sentence: Sentence
    found: Interpretation | None
    ms: float

    @property
    def intents(self) -> tuple[str, ...]:
        return tuple(record.intent for record in self.found.records) if self.found else ("error",)

    @property
    def intent_right(self) -> bool:
        return self.found is not None and intents_right(self.sentence, self.found.records)

    @property
    def exact(self) -> bool:
        return self.found is not None and exactly_right(self.sentence, self.found.records)

    @property
    def unasked(self) -> bool:
        return self.found is not None and bool(unasked(self.sentence, self.found.records))


def measure(*, parts: Sequence[str] = PARTS, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """The figures of these parts of PARTS over `tests/assistant/hand`; `quick` takes a few of its sentences."""
    progress(0.0, "reading")
    sentences, scenes = read_hand_set(hand_folder())
    sentences = sentences[::QUICK] if quick else sentences
    figures = []
    for k, name in enumerate(parts):
        interpreter = Interpreter(grammar=name == "together")
        stage = part(progress, k / len(parts), (k + 1) / len(parts))
        answers = answer_all(interpreter, sentences, scenes, progress=stage)
        figures += [*_accuracy(name, answers), *_speed(name, answers), *_confusions(name, answers)]
    return figures


def answer_all(
    interpreter: Interpreter, sentences: Sequence[Sentence], scenes: dict[str, Scene], *, progress: Progress = silent
) -> list[Answer]:
    """The interpreter's answers; engines are loaded before the clock runs."""
    interpreter.interpret("the very first sentence loads what is needed", Scene())
    answers = []
    for done, sentence in enumerate(sentences):
        progress(done / len(sentences), sentence.id)
        start = time.perf_counter()
        try:
            found = interpreter.interpret(sentence.text, scenes[sentence.scene], sentence.context)
        except Exception:  # an error is an answer to be counted, whatever it is
            found = None
        answers.append(Answer(sentence=sentence, found=found, ms=1000 * (time.perf_counter() - start)))
    return answers


def _share(name: str, answers: Sequence[Answer], right: Callable[[Answer], bool], asked: str = "") -> list[Figure]:
    if not answers:
        return []
    count = sum(right(answer) for answer in answers)
    return [Figure(name, 100 * count / len(answers), "%", asked=asked, note=f"{count} of {len(answers)}")]


def _accuracy(name: str, answers: Sequence[Answer]) -> list[Figure]:
    english = [answer for answer in answers if answer.sentence.language == "en"]
    chinese = [answer for answer in answers if answer.sentence.language == "zh"]
    figures = _share(f"{name}: intents right", answers, lambda a: a.intent_right, "97 %")
    for language, those, asked in (("English", english, "88 %"), ("Chinese", chinese, "85 %")):
        figures += _share(f"{name}: intents right, {language}", those, lambda a: a.intent_right)
        figures += _share(f"{name}: record exactly right, {language}", those, lambda a: a.exact, asked)
    hard = [answer for answer in answers if "hard" in answer.sentence.tags]
    figures += _share(f"{name}: record exactly right, the hard ones", hard, lambda a: a.exact)
    for intent, asked in (("none", "95 %"), ("clarify", "85 %")):
        those = [answer for answer in answers if answer.sentence.expect[0].intent == intent]
        figures += _share(f"{name}: {intent} recognised", those, lambda a: a.intent_right, asked)
    return figures + _dangers(name, answers)


def _dangers(name: str, answers: Sequence[Answer]) -> list[Figure]:
    unasked = [answer for answer in answers if answer.unasked and answer.found]
    done = [answer for answer in unasked if answer.found and not answer.found.confirm]
    asked_first = [answer for answer in unasked if answer not in done]
    failed = [answer for answer in answers if answer.found is None]
    return [
        Figure(f"{name}: removes or buys what was not asked for", len(done), "sentences", asked="0", note=_ids(done)),
        Figure(f"{name}: would, but asks first", len(asked_first), "sentences", note=_ids(asked_first)),
        Figure(f"{name}: ends with an error", len(failed), "sentences", asked="0", note=_ids(failed)),
    ]


def _ids(answers: Sequence[Answer]) -> str:
    return ", ".join(answer.sentence.id for answer in answers)


def _speed(name: str, answers: Sequence[Answer]) -> list[Figure]:
    figures = []
    by_grammar = [answer for answer in answers if answer.found and answer.found.engine in _GRAMMAR]
    others = [answer for answer in answers if answer not in by_grammar]
    for engine, those, asked in (("grammar", by_grammar, "60 ms"), ("model", others, "1,200 ms")):
        if len(those) > 1:
            times = statistics.quantiles([answer.ms for answer in those], n=20, method="inclusive")
            note = f"{len(those)} sentences"
            figures.append(Figure(f"{name}: answered by the {engine}, median", times[9], "ms", asked=asked, note=note))
            figures.append(Figure(f"{name}: answered by the {engine}, 95 of 100", times[18], "ms"))
    return figures


def _confusions(name: str, answers: Sequence[Answer]) -> list[Figure]:
    """For each intent what it was taken for, most often confused first; sentences of several commands are one row."""
    asked: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = {}
    for answer in answers:
        meant = tuple(record.intent for record in answer.sentence.expect)
        row = meant[0] if len(meant) == 1 else "several commands"
        asked[row] += 1
        if not answer.intent_right:
            taken = answer.intents[0] if len(answer.intents) == 1 else "several"
            wrong.setdefault(row, Counter())[taken] += 1
    rows = sorted(wrong.items(), key=lambda entry: -entry[1].total())
    return [
        Figure(
            f"{name}: {row} taken for something else", taken.total(), f"of {asked[row]}",
            note=", ".join(f"{intent} {count}" for intent, count in taken.most_common()),
        )
        for row, taken in rows
    ]  # fmt: skip
