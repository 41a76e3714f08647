"""`say`: a sentence, typed or recorded, to commands on a project; or many of them from a file."""

import argparse
import json
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vrplanner.cli.output import progress_bar, say
from vrplanner.cli.project import save_unless_changed, state_of
from vrplanner.core.errors import InvalidFile, InvalidInput, NotFound
from vrplanner.core.scene import Scene

if TYPE_CHECKING:
    from vrplanner.app.dialogue import Turn
    from vrplanner.assistant.interpreter import Interpreter
    from vrplanner.voice.recogniser import Transcript

LONGEST = 1000  # characters; nobody says more in one go
ODD_NUMBER = re.compile(r"(?:^|\s)[-\u2212]\d[\d.,]*|\b\d[\d.]*e[+-]?\d+", re.IGNORECASE)
HELP = "say or type a command in English or Chinese"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", help="the sentence, and the .vrplan file it is about")
    parser.add_argument("--in", dest="file", type=Path, help="the .vrplan file it is about")
    parser.add_argument("--audio", type=Path, help="a wav file with the sentence instead")
    parser.add_argument("--language", choices=("en", "zh"), help="what the recording speaks; guessed if not given")
    parser.add_argument("--scenes", type=Path, help="a JSON file of scenes to understand sentences in")
    parser.add_argument("--scene", help="which of the scenes; the first if not given")
    parser.add_argument("--batch", type=Path, help="a file of JSON lines: id, text or audio, scene, context")
    parser.add_argument(
        "-o", "--output", type=Path, help="where to save the project (default: in place) or the answers"
    )
    parser.add_argument("--dry-run", action="store_true", help="only understand; change and save nothing")


def run(args: argparse.Namespace) -> dict[str, object]:
    scenes = _scenes(args.scenes)
    if args.batch is not None:
        return _run_batch(args, scenes)
    files = [word for word in args.words if word.endswith(".vrplan")]
    file = args.file or (Path(files[-1]) if files else None)
    text = " ".join(word for word in args.words if word not in files).strip()
    if bool(text) == bool(args.audio):
        raise InvalidInput("Give a sentence, or a recording with --audio.", hint='vrplanner say "undo" room.vrplan')
    start = time.perf_counter()
    if file is None or args.dry_run:
        scene = _load(file).scene if file else _scene_of(scenes, args.scene)
        text = text or _hear(args.audio, scene, args.language).text
        result = _understood(_interpreter(), text, scene, {})
    else:
        result = _done(file, args.output or file, text, args)
    result["ms"] = round(1000 * (time.perf_counter() - start))
    _show(result)
    return result


def _done(file: Path, output: Path, text: str, args: argparse.Namespace) -> dict[str, object]:
    """Carry it out on a project and save that."""
    from vrplanner.app.dialogue import Dialogue
    from vrplanner.app.services import Services

    before = state_of(output)
    document = _load(file)
    text = text or _hear(args.audio, document.scene, args.language).text
    _refuse_unspeakable(text)
    dialogue = Dialogue(document, Services())
    with progress_bar("Saying") as progress:
        turn = dialogue.say(text, progress=progress)
    if turn.done:
        save_unless_changed(output, document, before)
    return {**_answer(text, turn), "done": list(turn.done), "output": str(output) if turn.done else None}


def _answer(text: str, turn: "Turn") -> dict[str, object]:
    from vrplanner.assistant.record import records_to_plain

    return {
        "heard": text, "expect": records_to_plain(turn.records), "reply": turn.reply,
        "confidence": round(turn.confidence, 3), "engine": turn.engine,
    }  # fmt: skip


def _run_batch(args: argparse.Namespace, scenes: Mapping[str, Scene]) -> dict[str, object]:
    """Every line of the file answered by the same loaded engines; a line that cannot be answered says why."""
    interpreter = _interpreter()
    answers = []
    for line in _lines(args.batch):
        start = time.perf_counter()
        answer: dict[str, object] = {"id": line.get("id")}
        try:
            answer.update(_answer_line(line, interpreter, scenes, args.batch.parent))
        except (InvalidInput, NotFound) as refused:
            answer["error"] = str(refused)
        answer["ms"] = round(1000 * (time.perf_counter() - start), 1)
        answers.append(answer)
        if args.output is None:
            say(json.dumps(answer, ensure_ascii=False))
    if args.output is not None:
        from vrplanner.core.files import write_atomic

        write_atomic(args.output, "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers))
        say(f"{args.output}: {len(answers)} answers")
    return {"answers": answers}


def _answer_line(
    line: Mapping[str, Any], interpreter: "Interpreter", scenes: Mapping[str, Scene], folder: Path
) -> dict[str, object]:
    context = line.get("context") or {}
    if not isinstance(context, dict):
        raise InvalidInput("The context of a line must be an object.")
    name = line.get("scene")
    scene = _scene_of(scenes, None if name is None else str(name))
    text = str(line.get("text") or "")
    if not text and line.get("audio"):
        text = _hear(folder / str(line["audio"]), scene, line.get("lang")).text
    return _understood(interpreter, text, scene, context)


def _understood(interpreter: "Interpreter", text: str, scene: Scene, context: Mapping[str, Any]) -> dict[str, object]:
    from vrplanner.assistant.record import records_to_plain
    from vrplanner.assistant.scenes_file import context_from_plain

    _refuse_unspeakable(text)
    found = interpreter.interpret(text, scene, context_from_plain(context))
    return {
        "heard": text, "expect": records_to_plain(found.records), "reply": "", "confidence": round(found.confidence, 3),
        "engine": found.engine, "asks_first": found.confirm,
    }  # fmt: skip


def _refuse_unspeakable(text: str) -> None:
    """What nobody says: more than a sentence, and numbers that would only be read in part."""
    if odd := ODD_NUMBER.search(text):
        raise InvalidInput(f'"{odd[0].strip()}" cannot be a length.', hint="Say it like 2.1 m, and left or right.")
    if len(text) > LONGEST:
        raise InvalidInput(
            f"That is {len(text):,} characters, too long for a sentence.", hint=f"Keep it under {LONGEST}."
        )


def _interpreter() -> "Interpreter":
    from vrplanner.assistant.interpreter import Interpreter

    return Interpreter()


def _hear(path: Path, scene: Scene, language: str | None) -> "Transcript":
    from vrplanner.assistant.scene_view import view_of
    from vrplanner.voice.audio import read_wav
    from vrplanner.voice.recogniser import load_recogniser

    samples = read_wav(path)
    heard = load_recogniser().transcribe(samples, language=language, hints=view_of(scene).hints)
    if not heard.text:
        raise InvalidInput(
            f"No words could be made out in {path.name}.",
            hint="Record closer to the microphone, and say with --language what is spoken.",
        )
    return heard


def _load(file: Path) -> Any:
    from vrplanner.formats import vrplan

    return vrplan.load(file)


def _scenes(path: Path | None) -> Mapping[str, Scene]:
    if path is None:
        return {}
    from vrplanner.assistant.scenes_file import read_scenes

    return read_scenes(path)


def _scene_of(scenes: Mapping[str, Scene], name: str | None) -> Scene:
    if name is None or not scenes:
        return next(iter(scenes.values()), Scene())
    if name not in scenes:
        raise NotFound(f'There is no scene called "{name}".', hint=f"Known: {', '.join(scenes)}.")
    return scenes[name]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise InvalidFile(f"{path.name} is not UTF-8 text.") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            plain = json.loads(line)
        except (ValueError, RecursionError) as wrong:
            raise InvalidFile(f"Line {number} of {path.name} is not JSON.") from wrong
        if not isinstance(plain, dict):
            raise InvalidFile(f"Line {number} of {path.name} is not an object.")
        yield plain


def _show(result: Mapping[str, object]) -> None:
    say(f"heard: {result['heard']}")
    expect = result["expect"]
    assert isinstance(expect, list)
    for record in expect:
        slots = ", ".join(f"{name} {value}" for name, value in record["slots"].items())
        say(f"  {record['intent']}{': ' + slots if slots else ''}   [{result['engine']}, {result['confidence']}]")
    if result["reply"]:
        say(str(result["reply"]))
