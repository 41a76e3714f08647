"""The talk about one document: sentences in, changes and short replies out.

Every sentence is at most one undo step. What is uncertain, ambiguous or destructive is asked first, and nothing happens
until the answer comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vrplanner.app.actions import ACTIONS, Outcome, Situation
from vrplanner.app.actions.situation import things_of
from vrplanner.app.replies import Language, listed, telling_names, thing_name, verb, words
from vrplanner.assistant.context import Context
from vrplanner.assistant.interpreter import Interpretation, Interpreter
from vrplanner.assistant.mentions import Mention
from vrplanner.assistant.reading import read
from vrplanner.assistant.record import CommandRecord
from vrplanner.assistant.scene_view import view_of
from vrplanner.core.commands.base import Command, Macro
from vrplanner.core.document import Document
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.geometry import Point2
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.proposal import Proposal

if TYPE_CHECKING:
    from vrplanner.app.actions.situation import Makers

REMEMBERED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What came of one sentence.

    `done` are the labels of the history steps it made; `proposals` wait for a choice, `question` for an answer;
    `requests` are records that only the window or the headset can carry out; `selected` the item now talked about.
    """

    reply: str
    records: tuple[CommandRecord, ...] = ()
    done: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    question: str = ""
    awaits_answer: bool = False
    engine: str = ""
    confidence: float = 1.0
    language: Language = "en"
    requests: tuple[CommandRecord, ...] = ()
    selected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pending:
    """What was offered: proposals to choose from, records to confirm, or a sentence that was ambiguous."""

    proposals: tuple[Proposal, ...] = ()
    understood: Interpretation | None = None
    text: str = ""
    candidates: tuple[str, ...] = ()
    language: Language = "en"


class Dialogue:
    """Keeps what was said before. One for each document; call it from one thread at a time."""

    def __init__(self, document: Document, makers: "Makers", *, interpreter: Interpreter | None = None) -> None:
        self.document = document
        self._makers = makers
        self._interpreter = interpreter or Interpreter()
        self._last: tuple[str, ...] = ()
        self._pending: _Pending | None = None
        self.looks: Point2 = (0.0, -1.0)
        """Where the person looks on the plan; "left" and "right" are theirs."""

    def say(
        self, text: str, *, selected: str | None = None, pointed: str | None = None, progress: Progress = silent
    ) -> Turn:
        """Understand a sentence and carry it out. Never raises for what cannot be done: the reply says why."""
        context = self._context(selected, pointed)
        progress(0.0, text)
        chosen = self._choice_of(text, context)
        if chosen:
            text, context = chosen
        understood = self._interpreter.interpret(text, self.document.scene, context)
        first = understood.records[0].intent
        if first == "accept" and understood.confirm:
            return _turn(understood, words("not_understood", understood.language))  # a yes must be a clear one
        if first in ("accept", "reject", "cancel") and len(understood.records) == 1:
            turn = self.answer(first == "accept", progress=progress) if first != "cancel" else self._cancel(understood)
            return replace(turn, records=understood.records, engine=understood.engine, confidence=understood.confidence)
        self._pending = None
        if first == "clarify":
            return self._ask_which(understood, text)
        if first == "none":
            return self._not_for_us(understood)
        if understood.confirm:
            return self._ask_first(understood, text)
        return self._carry_out(understood, text, context, progress)

    def answer(self, accepted: bool, *, choice: int = 0, progress: Progress = silent) -> Turn:
        """Accept (the proposal numbered `choice`) or reject what was offered last."""
        pending, self._pending = self._pending, None
        language = pending.language if pending else "en"
        if pending is None or (not pending.proposals and pending.understood is None):
            return Turn(reply=words("nothing_offered", language), language=language)
        if not accepted:
            return Turn(reply=words("rejected", language), language=language)
        if pending.proposals:
            return self._apply(pending.proposals, min(max(choice, 0), len(pending.proposals) - 1), language)
        assert pending.understood is not None
        return self._carry_out(pending.understood, pending.text, self._context(None, None), progress)

    def _context(self, selected: str | None, pointed: str | None) -> Context:
        here = self.document.scene.items
        return Context(
            selected=selected if selected in here else None,
            pointed=pointed if pointed in here else None,
            last=tuple(i for i in self._last if i in here),
            pending="offered" if self._pending else "",
            looks=self.looks,
        )

    def _choice_of(self, text: str, context: Context) -> tuple[str, Context] | None:
        """An answer to "which one?": the sentence that was ambiguous, with the thing now pointed at."""
        pending = self._pending
        if pending is None or not pending.candidates:
            return None
        reading = read(text, view_of(self.document.scene), context)
        named = [part for part in reading.parts if isinstance(part, Mention) and part.kind == "thing"]
        short = len(reading.parts) <= 4
        chosen = [i for mention in named for i in mention.candidates if i in pending.candidates]
        if not short or len(chosen) != 1:
            return None
        self._pending = None
        return pending.text, replace(context, pointed=chosen[0])

    # Asking back

    def _ask_which(self, understood: Interpretation, text: str) -> Turn:
        items = self.document.scene.items
        names = telling_names([items[i] for i in understood.candidates if i in items], understood.language)
        many = len(names) == 0 or len(names) > 5
        question = (
            words("which_item", understood.language)
            if many
            else words("which", understood.language, names=listed(names, understood.language, last="or"))
        )
        self._pending = _Pending(text=text, candidates=understood.candidates, language=understood.language)
        return _turn(understood, question, question=question)

    def _ask_first(self, understood: Interpretation, text: str) -> Turn:
        what = "; ".join(self._in_words(record, understood.language) for record in understood.records)
        question = words("confirm", understood.language, what=what)
        self._pending = _Pending(understood=understood, text=text, language=understood.language)
        return _turn(understood, question, question=question, awaits_answer=True)

    def _in_words(self, record: CommandRecord, language: Language) -> str:
        items = self.document.scene.items
        shown = [verb(record.intent, language)]
        if record.get("count") == "all":
            named = things_of(record, self.document.scene)
            shown.append(listed(telling_names(named, language), language))
        for name, value in record.slots.items():
            if str(value) in items:
                shown.append(thing_name(items[str(value)], language))
            elif name not in ("question", "count") and not (name == "object" and record.get("count") == "all"):
                parts = value if isinstance(value, list) else [value]
                shown.append(listed([str(part).replace("_", " ") for part in parts], language))
        return " ".join(shown)

    def _not_for_us(self, understood: Interpretation) -> Turn:
        if understood.missing:
            return _turn(understood, words("missing", understood.language, name=understood.missing))
        return _turn(understood, words("not_understood", understood.language))

    def _cancel(self, understood: Interpretation) -> Turn:
        self._pending = None
        return _turn(understood, words("cancelled", understood.language))

    # Doing

    def _apply(self, proposals: Sequence[Proposal], chosen_index: int, language: Language) -> Turn:
        proposal = proposals[chosen_index]
        try:
            self.document.execute(proposal.as_command())
        except VrPlannerError as refused:
            return Turn(reply=str(refused), language=language)
        self._makers.choose_layout(proposals, chosen_index)
        reply = words("applied", language, title=proposal.title)
        return Turn(reply=reply, done=(proposal.title,), language=language)

    def _carry_out(self, understood: Interpretation, text: str, context: Context, progress: Progress) -> Turn:
        """All records on a scratch scene first, then in one step on the document: all or nothing."""
        scene = self.document.scene
        commands: list[Command] = []
        outcomes: list[Outcome] = []
        done: list[str] = []
        for number, record in enumerate(understood.records):
            if record.intent in ("undo", "redo"):
                outcomes.append(self._step_history(record.intent, understood.language, commands, done))
                scene, commands = self.document.scene, []
                continue
            situation = Situation(
                record=record,
                scene=scene,
                models=self.document.models,
                context=context,
                language=understood.language,
                makers=self._makers,
                phrase=_phrase(understood, number),
                extra={"said": text},
                progress=part(progress, number / len(understood.records), (number + 1) / len(understood.records)),
            )
            try:
                outcome = ACTIONS[record.intent](situation)
                for command in outcome.commands:
                    scene = command.apply(scene).apply(scene)
            except VrPlannerError as refused:
                return _turn(understood, str(refused))
            commands += outcome.commands
            outcomes.append(outcome)
            context = replace(context, last=(*outcome.touched, *context.last))
        self._execute(commands, done, title=next((outcome.title for outcome in outcomes if outcome.title), ""))
        self._remember(outcomes)
        return self._told(understood, outcomes, done)

    def _step_history(self, intent: str, language: Language, commands: list[Command], done: list[str]) -> Outcome:
        self._execute(commands, done)
        label = self.document.undo() if intent == "undo" else self.document.redo()
        if label is None:
            return Outcome(words(f"nothing_to_{intent}", language))
        return Outcome(words("undone" if intent == "undo" else "redone", language, label=label))

    def _execute(self, commands: Sequence[Command], done: list[str], *, title: str = "") -> None:
        if not commands:
            return
        label = title or commands[0].label(self.document.scene)
        command = commands[0] if len(commands) == 1 else Macro(title=label, steps=tuple(commands))
        if self.document.execute(command):
            done.append(label)

    def _remember(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            fresh = [*outcome.touched, *(i for i in self._last if i not in outcome.touched)]
            self._last = tuple(fresh[:REMEMBERED])

    def _told(self, understood: Interpretation, outcomes: Sequence[Outcome], done: Sequence[str]) -> Turn:
        proposals = tuple(proposal for outcome in outcomes for proposal in outcome.proposals)
        question = next((outcome.question for outcome in outcomes if outcome.question), "")
        if proposals:
            self._pending = _Pending(proposals=proposals, language=understood.language)
        gap = " " if understood.language == "en" else ""
        reply = gap.join(outcome.reply[:1].upper() + outcome.reply[1:] for outcome in outcomes)
        return replace(
            _turn(understood, reply, question=question),
            done=tuple(done),
            proposals=proposals,
            awaits_answer=bool(proposals),
            requests=tuple(outcome.request for outcome in outcomes if outcome.request),
            selected=next((outcome.selected for outcome in reversed(outcomes) if outcome.selected), None),
        )


def _phrase(understood: Interpretation, number: int) -> str:
    return understood.phrases[number] if number < len(understood.phrases) else ""


def _turn(understood: Interpretation, reply: str, *, question: str = "", awaits_answer: bool = False) -> Turn:
    return Turn(
        reply=reply,
        records=understood.records,
        question=question,
        awaits_answer=awaits_answer,
        engine=understood.engine,
        confidence=understood.confidence,
        language=understood.language,
    )
