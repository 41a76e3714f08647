"""How readings and meanings are spelled for a language model: short token sequences in which mentions have ids.

"Move the grey sofa half a metre left" becomes `move <the> <thing> <o1> <1> <l1> left`, and its meaning `!move item
<o1> length <l1> direction=left`. The scene comes in through the mentions: `<1>` says that exactly one thing fits, `<0>`
none and `<n>` several, and an answer can only use ids that were in the sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from vrplanner.assistant.grammar.matcher import grammar_table
from vrplanner.assistant.meaning import ROLE_KINDS, Filler, Meaning
from vrplanner.assistant.mentions import Kind, Mention, Reading
from vrplanner.assistant.record import INTENTS

_LETTERS: Mapping[Kind, str] = {
    "thing": "o", "pronoun": "r", "spot": "w", "garment": "k", "length": "l", "size": "d", "angle": "g", "number": "n",
    "percent": "e", "price": "p", "color": "c", "material": "m", "style": "s", "fitting": "f",
}  # fmt: skip
_MOST_OF_A_KIND = 4
_DETERMINERS = ("a", "the", "this", "that", "all")
_SPOTS = ("wall", "window", "door", "corner", "center", "floor", "ceiling")
_LAMPS = frozenset({"lamp", "floor lamp", "table lamp", "pendant lamp"})
_MARKS_KEPT = frozenset(",?")

MENTION_ROLES = (
    "item", "new", "garment", "anchor", "anchor2", "length", "size", "size2", "width", "angle", "percent", "number",
    "price", "color", "material", "style", "fitting", "surface",
)  # fmt: skip
VALUE_ROLES = ("relation", "direction", "clockwise", "turn", "factor", "axis", "time", "target", "format")
_VALUE_KINDS: Mapping[str, tuple[str, ...]] = {
    "relation": ("relation", "between", "centered", "facing"),
    "direction": ("direction", "grow", "stretch", "light"),
    **{role: (role,) for role in VALUE_ROLES[2:]},
}
END, THEN = "</s>", ";"

INPUT_SPECIALS = (
    "<pad>", "<unk>", *(f"<{det}>" for det in _DETERMINERS), *(f"<{spot}>" for spot in _SPOTS), "<thing>", "<lamp>",
    "<everything>", "<0>", "<1>", "<n>", "<it>", "<this>", "<that>", "<them>", "<plain>",
    *(f"<{letter}{n}>" for letter in _LETTERS.values() for n in range(1, _MOST_OF_A_KIND + 1)),
)  # fmt: skip


def _output_tokens() -> tuple[str, ...]:
    values = sorted(
        {
            f"{role}={value}"
            for role, kinds in _VALUE_KINDS.items()
            for language in ("en", "zh")
            for kind in kinds
            for _, value in grammar_table(language).values.get(kind, ())  # type: ignore[arg-type]
        }
    )
    ids = [f"<{letter}{n}>" for letter in _LETTERS.values() for n in range(1, _MOST_OF_A_KIND + 1)]
    intents = [f"!{intent}" for intent in INTENTS if intent != "clarify"]
    return ("<pad>", END, THEN, *intents, *MENTION_ROLES, *values, *ids)


OUTPUT_TOKENS = _output_tokens()
"""Everything an answer can be made of, in the order of the model's output."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A reading's tokens, and the mention behind each id in them."""

    tokens: tuple[str, ...]
    ids: Mapping[str, Mention]


def spell_reading(reading: Reading) -> Spelled:
    tokens: list[str] = []
    ids: dict[str, Mention] = {}
    counts: dict[str, int] = {}
    for part in reading.parts:
        if not isinstance(part, Mention):
            if part.text[0].isalnum() or part.text in _MARKS_KEPT:
                tokens.append(part.text)
            continue
        letter = _LETTERS[part.kind]
        counts[letter] = counts.get(letter, 0) + 1
        if counts[letter] > _MOST_OF_A_KIND:
            continue
        name = f"<{letter}{counts[letter]}>"
        ids[name] = part
        tokens += _spell_mention(part, name)
    return Spelled(tuple(tokens), ids)


def _spell_mention(mention: Mention, name: str) -> list[str]:
    if mention.kind == "thing":
        kind = "<everything>" if mention.noun == "everything" else "<lamp>" if mention.noun in _LAMPS else "<thing>"
        found = "<0>" if not mention.candidates else "<1>" if len(mention.candidates) == 1 else "<n>"
        det = [f"<{mention.det}>"] if mention.det in _DETERMINERS else []
        return [*det, kind, name, found]
    if mention.kind == "garment":
        return [*([f"<{mention.det}>"] if mention.det in _DETERMINERS else []), name]
    if mention.kind == "spot":
        return [f"<{mention.text.split(' ')[-1]}>", name]
    if mention.kind == "pronoun":
        return [f"<{mention.text}>", name]
    return [name]


def spell_meaning(meaning: Meaning, ids: Mapping[str, Mention]) -> list[str] | None:
    """The answer tokens of one meaning; None where it has roles that an answer cannot spell."""
    name_of = {id(mention): name for name, mention in ids.items()}
    spelled: dict[str, list[str]] = {}
    for role, fillers in _answer_roles(meaning):
        for role_name, filler in zip((role, f"{role}2"), fillers, strict=False):
            if isinstance(filler, Mention):
                name = name_of.get(id(filler))
                if name is None or role_name not in MENTION_ROLES:
                    return None
                spelled[role_name] = [role_name, name]
            else:
                spelled[role_name] = [f"{role_name}={filler}"]
    ordered = [spelled[role] for role in (*MENTION_ROLES, *VALUE_ROLES) if role in spelled]
    tokens = [f"!{meaning.intent}", *(token for group in ordered for token in group)]
    return tokens if all(token in _KNOWN for token in tokens) else None


_KNOWN = frozenset(OUTPUT_TOKENS)
_DROPPED = frozenset({"ignored", "toward", "in", "facing", "near"})


def _answer_roles(meaning: Meaning) -> list[tuple[str, tuple[Filler, ...]]]:
    renamed = {"between": "relation", "centered": "relation"}
    return [(renamed.get(role, role), fillers) for role, fillers in meaning.roles.items() if role not in _DROPPED]


def read_answer(tokens: Sequence[str], ids: Mapping[str, Mention]) -> list[Meaning]:
    """The meanings that answer tokens (without the end) spell; what is said twice running counts once, and a role whose
    filler was cut off does not count.
    """
    groups = [list(group) for is_mark, group in groupby(tokens, lambda token: token == THEN) if not is_mark]
    return [_read_one(group, ids) for group, _again in groupby(groups)]


def _read_one(tokens: list[str], ids: Mapping[str, Mention]) -> Meaning:
    roles: dict[str, tuple[Filler, ...]] = {}
    at = 1
    while at < len(tokens):
        token = tokens[at]
        if "=" in token:
            role, _, value = token.partition("=")
            roles[role] = (value,)
            at += 1
        else:
            if at + 1 == len(tokens):
                break
            role = "size" if token == "size2" else token
            roles[role] = (*roles.get(role, ()), ids[tokens[at + 1]])
            at += 2
    return Meaning(tokens[0][1:], roles)


def allowed_next(answer: Sequence[str], ids: Mapping[str, Mention]) -> list[str]:
    """What may follow an answer so far: the schema, and only names that are in the sentence."""
    if not answer or answer[-1] == THEN:
        return [token for token in OUTPUT_TOKENS if token.startswith("!")]
    if answer[-1] in MENTION_ROLES:
        return fitting_ids(answer[-1], ids)
    start = max((i for i, token in enumerate(answer) if token == THEN), default=-1) + 1
    used = {token.partition("=")[0] for token in answer[start:]}
    roles = [role for role in MENTION_ROLES if role not in used and fitting_ids(role, ids)]
    values = [token for token in OUTPUT_TOKENS if "=" in token and token.partition("=")[0] not in used]
    return [END, THEN, *roles, *values]


def fitting_ids(role: str, ids: Mapping[str, Mention]) -> list[str]:
    kinds = ROLE_KINDS.get({"size2": "size"}.get(role, role), ())
    return [name for name, mention in ids.items() if mention.kind in kinds]
