"""`vrplanner VERB …`: finds the verb's module, runs it, and turns what goes wrong into a sentence.

A verb is a module here with `HELP`, `add_arguments(parser)` and `run(args)`, which gives an exit code or the result as
a plain dict. Only the module of the verb that was asked for is imported.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from vrplanner import __version__
from vrplanner.cli import output, window
from vrplanner.core.errors import Cancelled, InvalidInput, Unavailable, VrPlannerError

VERBS = (
    "demo", "window", "scan", "say", "generate", "arrange", "furnish", "avatar", "render", "export", "import", "xr",
    "recipe", "taste", "doctor", "bench", "test",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; gives the exit code (0 done, 1 failed, 2 wrong input, 3 something missing, 130 cancelled)."""
    output.speak_any_language()
    words = list(sys.argv[1:] if argv is None else argv)
    if not words and window.has_display():
        words = ["window"]
    verb = next((word for word in words if not word.startswith("-")), None)
    parser = _parser([verb] if verb in VERBS else list(VERBS))
    if not words:
        parser.print_help()
        return 0
    args = parser.parse_args(words)
    if args.verb is None:
        parser.print_help()
        return 2
    output.want_json(args.json)
    return _run(_module(args.verb), args)


def _parser(verbs: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vrplanner", description="Scan a room, furnish it by hand, voice or suggestion, see it flat or in VR."
    )
    parser.add_argument("--version", action="version", version=f"vrplanner {__version__}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")
    subparsers = parser.add_subparsers(dest="verb", metavar="VERB")
    for verb in verbs:
        module = _module(verb)
        verb_parser = subparsers.add_parser(verb, parents=[shared], help=module.HELP, description=module.HELP)
        module.add_arguments(verb_parser)
    return parser


def _module(verb: str) -> ModuleType:
    # `import` is a word of the language, so that verb's module has a longer name.
    return import_module(f"vrplanner.cli.{'import_' if verb == 'import' else verb}")


def _run(module: ModuleType, args: argparse.Namespace) -> int:
    from vrplanner.app.log import start_logging

    start_logging()
    try:
        result = module.run(args)
        if not isinstance(result, int):
            output.print_result(result)
            return 0
        return result
    except VrPlannerError as error:
        output.print_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        output.print_error(Cancelled("Stopped.", hint="Nothing half-written was left."))
        return Cancelled.exit_code
    except BrokenPipeError:  # who read our output has had enough, as `| head` does
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the flush when Python ends
        return 1
    except MemoryError:
        output.print_error(Unavailable("There is not enough memory for this.", hint="Close other programs first."))
        return Unavailable.exit_code
    except OSError as error:
        return _machine_refused(error)
    except Exception as error:  # the last line of defence between a bug and a person's screen
        return _unexpected(error)


def _machine_refused(error: OSError) -> int:
    """A disk that is full, a folder that may not be written and the like: for the person to mend, not for us."""
    if error.strerror is None:
        return _unexpected(error)
    logging.getLogger(__name__).error("the system refused", exc_info=error)
    where = f"{error.filename} cannot be used" if error.filename else "The system refused"
    output.print_error(
        InvalidInput(f"{where}: {error.strerror}.", hint="Check the place, who may write it, and its space.")
    )
    return InvalidInput.exit_code


def _unexpected(error: Exception) -> int:
    from vrplanner.app.log import write_crash_file

    try:
        hint = f"What a developer needs to mend it is in {write_crash_file(error)}"
    except OSError:
        hint = "The log folder cannot be written, so no crash file was kept."
    output.print_error(VrPlannerError(f"Something went wrong that should not: {error}", hint=hint))
    return 1
