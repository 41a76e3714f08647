"""`taste`: what was learned of the person's taste in layouts; `--forget` deletes it."""

import argparse
from typing import TYPE_CHECKING

from vrplanner.cli.output import say

if TYPE_CHECKING:
    from vrplanner.app.taste import TasteKeeper

HELP = "say what was learned from the layouts you chose, or forget it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--forget", action="store_true", help="delete what was learned")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="language of the sentences (en)")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.app.services import Services

    taste = Services().taste
    return _forget(taste) if args.forget else _tell(taste, args)


def _forget(taste: "TasteKeeper") -> dict[str, object]:
    forgotten = taste.forget()
    say(f"Forgotten: {taste.file} is deleted." if forgotten else "There was nothing to forget.")
    return {"forgotten": forgotten, "file": str(taste.file)}


def _tell(taste: "TasteKeeper", args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.app.settings import load_settings

    sentences, choices, weights = taste.sentences(args.language), taste.choices, taste.weights()
    learning = load_settings().learn_taste
    for sentence in sentences:
        say(sentence)
    if choices:
        say(f"Choices so far: {choices}. Kept in {taste.file}, and nowhere else; --forget deletes it.")
    if not learning:
        say("Learning is switched off in the window (Your taste).")
    return {
        "choices": choices, "sentences": list(sentences), "weights": weights, "learning": learning,
        "file": str(taste.file),
    }  # fmt: skip
