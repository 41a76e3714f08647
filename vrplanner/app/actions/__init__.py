"""What each intent does to the document: a table from intents to small functions that return commands, not changes."""

from collections.abc import Callable, Mapping

from vrplanner.app.actions import furniture, people, rooms, shaping, talk
from vrplanner.app.actions.situation import Outcome, Situation

Action = Callable[[Situation], Outcome]

ACTIONS: Mapping[str, Action] = {
    "place": furniture.place,
    "move": furniture.move,
    "rotate": furniture.rotate,
    "remove": furniture.remove,
    "duplicate": furniture.duplicate,
    "select": furniture.select,
    "resize": shaping.resize,
    "restyle": shaping.restyle,
    "replace": shaping.replace_item,
    "arrange": rooms.arrange,
    "paint": rooms.paint,
    "measure": rooms.measure,
    "try_on": people.try_on,
    "take_off": people.take_off,
    "size_advice": people.size_advice,
    "search": talk.search,
    "ask": talk.ask,
    "help": talk.help_,
    "buy": talk.for_the_surface,
    "view": talk.for_the_surface,
    "teleport": talk.for_the_surface,
    "light": talk.for_the_surface,
    "save": talk.for_the_surface,
    "export": talk.for_the_surface,
}

__all__ = ["ACTIONS", "Action", "Outcome", "Situation"]
