"""Everything that can be done to a document, as frozen dataclasses that name entities by id.

`COMMANDS` lists them by name; undo, the journal, voice, VR hands, the optimiser and the command line all use this one
vocabulary. To add one: write it in the module of its subject and give it `@register`.
"""

from vrplanner.core.commands import items, people, relations, rooms, views
from vrplanner.core.commands.base import COMMANDS, Command, Macro, command_from_plain, command_to_plain

__all__ = [
    "COMMANDS",
    "Command",
    "Macro",
    "command_from_plain",
    "command_to_plain",
    "items",
    "people",
    "relations",
    "rooms",
    "views",
]
