"""Sentences with their meanings, sampled from the grammar's and the corpus's templates over random scenes."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from vrplanner.assistant import lexicon
from vrplanner.assistant.context import Context
from vrplanner.assistant.engines.spelling import END, THEN, Spelled, spell_meaning, spell_reading
from vrplanner.assistant.grammar.matcher import Form, Table
from vrplanner.assistant.grammar.templates import Choice, Node, Sequence, Slot, Words
from vrplanner.assistant.meaning import ROLE_KINDS, Filler, Meaning
from vrplanner.assistant.mentions import Mention
from vrplanner.assistant.reading import read
from vrplanner.assistant.scene_view import SceneView, SpotView, ThingView
from vrplanner.assistant.tokens import Language, tokenise
from vrplanner.core.furniture import BY_NAME, CLASSES

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, what the model reads of it, and the answer it should give."""

    sentence: str
    language: Language
    intent: str
    spelled: Spelled
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sampled sentence; a slot's has its role and kind, and the value it means if it is not a mention."""

    text: str
    role: str = ""
    kind: str = ""
    value: str | None = None


def random_scene(rng: random.Random) -> SceneView:
    """A room of three to nine things. Only what words can tell apart matters here, so places are anywhere."""
    kinds = [rng.choice(CLASSES).name for _ in range(rng.randint(3, 9))]
    things = tuple(_random_thing(rng, kind, n) for n, kind in enumerate(kinds, 1))
    walls = [SpotView(anchor=f"{side} wall", kind="wall", place=at) for side, at in _SIDES.items()]
    openings = [
        SpotView(anchor=kind, kind=kind, place=rng.choice(list(_SIDES.values()))) for kind in ("window", "door")
    ]
    return SceneView(things, (*walls, *openings))


_SIDES = {"north": (0.0, -2.0), "east": (2.0, 0.0), "south": (0.0, 2.0), "west": (-2.0, 0.0)}


def _random_thing(rng: random.Random, kind: str, number: int) -> ThingView:
    return ThingView(
        id=f"thing_{number}",
        noun=kind,
        name=kind.capitalize(),
        color=rng.choice(list(lexicon.table("colors"))),
        material=rng.choice(list(lexicon.table("materials"))),
        place=(rng.uniform(-2, 2), rng.uniform(-2, 2)),
        yaw_rad=0.0,
        size=BY_NAME[kind].usual_size,
        height_m=0.0,
    )


class Sampler:
    """Draws sentences of one language. The same generator and calls give the same sentences."""

    def __init__(self, language: Language, rng: random.Random) -> None:
        self.language, self.rng = language, rng
        self.scene = random_scene(rng)

    def pieces(self, form: Form, table: Table) -> list[Piece]:
        return list(self._walk(form.node, table))

    def _walk(self, node: Node, table: Table) -> Iterator[Piece]:
        if isinstance(node, Words):
            yield Piece(" ".join(node.texts))
        elif isinstance(node, Sequence):
            for part in node.parts:
                yield from self._walk(part, table)
        elif isinstance(node, Choice):
            yield from self._walk(self._pick(node), table)
        else:
            yield self._fill(node, table)

    def _pick(self, choice: Choice) -> Node:
        empty = [option for option in choice.options if option == Sequence(())]
        if empty and self.rng.random() < 0.6:
            return empty[0]
        return self.rng.choice([option for option in choice.options if option != Sequence(())])

    def _fill(self, slot: Slot, table: Table) -> Piece:
        if slot.kind in ROLE_KINDS:
            return Piece(_PHRASES[slot.kind](self), slot.role, slot.kind)
        phrase, value = self.rng.choice(table.phrases[slot.kind])
        return Piece(phrase, slot.role, slot.kind, value)

    @property
    def zh(self) -> bool:
        return self.language == "zh"

    def either(self, en: str, zh: str) -> str:
        """One of the phrases between bars of this language."""
        return self.rng.choice((zh if self.zh else en).split("|"))

    def word(self, table: str, name: str | None = None) -> str:
        entries = lexicon.table(table)
        key = "zh" if self.zh else "en"
        return str(self.rng.choice(entries[name or self.rng.choice(list(entries))][key]))

    def noun(self, kind: str) -> str:
        entry = BY_NAME[kind]
        return self.rng.choice(entry.zh if self.zh else (entry.name, entry.name, *entry.words))

    def item(self) -> str:
        chance = self.rng.random()
        if chance < 0.15:
            return self.either("it|it|this|that one|this one|them", "它|它|这个|那个")
        if chance < 0.2:
            return self.either("everything|all the furniture", "所有家具|所有东西")
        if chance < 0.24 and not self.zh:
            return f"the {self.word('colors')} one"
        missing = self.rng.random() < 0.12
        thing = self.rng.choice(self.scene.things)
        kind = self.rng.choice(CLASSES).name if missing else thing.noun
        noun = self.noun(kind)
        if chance < 0.32:
            return f"所有{noun}" if self.zh else f"all the {lexicon.plural(noun)}"
        color = self.word("colors", thing.color) if self.rng.random() < 0.25 and not missing else ""
        if self.zh:
            return self.either("", "||||这个|那个|那张|我的") + (f"{color}的" if color else "") + noun
        det = self.rng.choice(["the"] * 7 + ["that", "this", "my", "our", "those"])
        return " ".join(part for part in (det, color, noun) if part)

    def lamp(self) -> str:
        return self.either(
            "the lamp|the floor lamp|the light|the table lamp|that lamp|it", "灯|台灯|落地灯|那盏灯|吊灯"
        )

    def new(self) -> str:
        kind = self.rng.choice(CLASSES).name
        noun = self.noun(kind)
        chosen = [
            self.word(t) if self.rng.random() < p else ""
            for t, p in (("colors", 0.3), ("materials", 0.25), ("styles", 0.1))
        ]
        color, material, style = chosen
        if self.zh:
            det = self.rng.choice(["一张", "一个", "一把", "个", "两个", "三把", "一盏", "一块", "几个", ""])
            return det + style + (f"{color}的" if color else "") + material + noun
        count = self.rng.random()
        if count < 0.15:
            det, noun = self.rng.choice(["two", "three", "four", "some", "a couple of"]), lexicon.plural(noun)
        else:
            det = "a"
        size = self.rng.choice(["", "", "", "small", "big", "nice", "new", self.length()])
        words = [part for part in (size, style, color, material, noun) if part]
        if det == "a" and words[0][0] in "aeiou":
            det = "an"
        if self.rng.random() < 0.08:
            det = self.rng.choice(["another", ""])
        return " ".join([det, *words]).strip()

    def anchor(self) -> str:
        if self.rng.random() < 0.55:
            return self.either(
                "the window|the door|the north wall|the south wall|the east wall|the west wall|the wall|the corner|"
                "the left wall|the middle of the room|the south east corner|the back wall",
                "窗户|门|北墙|南墙|东墙|西墙|墙|窗|门口|东南角|房间中间|左边的墙",
            )
        kind = self.rng.choice(self.scene.things).noun if self.rng.random() < 0.85 else self.rng.choice(CLASSES).name
        return self.noun(kind) if self.zh else f"the {self.noun(kind)}"

    def corner(self) -> str:
        return self.either(
            "the corner|the north west corner|the south east corner|a corner", "角落|东北角|西南角|房间中间|墙角"
        )

    def wall(self) -> str:
        return self.either("the wall|the north wall|the east wall|the left wall", "墙|北墙|西墙|东墙|左边的墙")

    def surface(self) -> str:
        return self.either(
            "the wall|the walls|the floor|the ceiling|the north wall|the west wall|all the walls|this wall",
            "墙|墙面|地板|天花板|北墙|东墙|所有墙|这面墙",
        )

    def length(self) -> str:
        n, cm = self.rng.choice([1, 2, 3]), self.rng.choice([10, 20, 30, 50, 80, 120])
        zh = f"{n}米|半米|{cm}厘米|{cm}公分|两米|一米五|三十厘米|{cm}cm|一米"
        return self.either(
            f"{n} metres|half a metre|{cm} cm|one metre|{n} m|two feet|a metre|{cm} centimetres|10 inches|some {cm} cm",
            zh,
        )

    def size(self) -> str:
        axis = self.either("wide|deep|high|tall|long", "宽|深|高|长")
        return (
            self.rng.choice([f"宽{self.length()}", f"{self.length()}{axis}"]) if self.zh else f"{self.length()} {axis}"
        )

    def angle(self) -> str:
        n = self.rng.choice([30, 45, 60, 90, 180, 15])
        return self.either(f"{n} degrees|ninety degrees|{n}°|{n} degrees", f"{n}度|九十度|一百八十度|四十五度")

    def percent(self) -> str:
        n = self.rng.choice([10, 20, 25, 30, 50])
        return self.either(f"{n} percent|{n} %|by {n} percent", f"{n}%")

    def price(self) -> str:
        n = self.rng.choice([100, 200, 300, 500, 800, 1000])
        return self.either(
            f"{n} euros|${n}|{n} dollars|{n} pounds|£{n}|five hundred euros", f"{n}元|{n}块|{n}块钱|¥{n}"
        )

    def garment(self) -> str:
        color = self.word("colors") if self.rng.random() < 0.5 else ""
        material = self.word("materials") if self.rng.random() < 0.2 else ""
        noun = self.word("garments")
        if self.zh:
            return self.either("", "|一件|这件|一条|那件") + (f"{color}的" if color else "") + material + noun
        return " ".join(
            part for part in (self.rng.choice(["a", "the", "my", "that", "this"]), color, material, noun) if part
        )


_PHRASES: Mapping[str, Callable[[Sampler], str]] = {
    **{
        kind: getattr(Sampler, kind)
        for kind in (
            "item",
            "lamp",
            "new",
            "anchor",
            "corner",
            "wall",
            "surface",
            "length",
            "size",
            "angle",
            "percent",
            "price",
            "garment",
        )
    },
    "anchor2": Sampler.anchor,
    "facing": Sampler.anchor,
    "width": Sampler.length,
    "number": lambda sampler: str(sampler.rng.randint(2, 12)),
    "color": lambda sampler: sampler.word("colors"),
    "material": lambda sampler: sampler.word("materials"),
    "style": lambda sampler: sampler.word("styles"),
    "fitting": lambda sampler: sampler.either("size m|size s|size l|size xl", "小号|中号|大号|s码|m码|l码"),
}


def compose(pieces: list[Piece], language: Language) -> tuple[str, list[tuple[int, int, Piece]]]:
    """The sentence of sampled pieces, and where in it (characters) each slot's piece stands."""
    sentence, spans = "", []
    for piece in pieces:
        if sentence and language == "en" and piece.text:
            sentence += " "
        start = len(sentence)
        sentence += piece.text.replace(" ", "") if language == "zh" and not piece.text.isascii() else piece.text
        if piece.role:
            spans.append((start, len(sentence), piece))
    return sentence, spans


def sample(sampler: Sampler, table: Table, forms: list[Form]) -> Example | None:
    """One example, now and then of two commands in one sentence; None where the draw came out inconsistent."""
    rng = sampler.rng
    sampler.scene = random_scene(rng)
    chosen = [rng.choice(forms)]
    if rng.random() < 0.1 and chosen[0].intent in _DOINGS:
        chosen.append(rng.choice([form for form in forms if form.intent in _DOINGS]))
    joint = sampler.either("and|and then|then|, and| , then", "，|然后|再|，然后|，并且")
    sentence, parts = "", []
    for number, form in enumerate(chosen):
        text, found = compose(sampler.pieces(form, table), sampler.language)
        lead = (f" {joint} " if number else "") if sampler.language == "en" else joint if number else ""
        shift = len(sentence) + len(lead)
        sentence += lead + text
        parts.append((form, [(start + shift, end + shift, piece) for start, end, piece in found]))
    return _example(sampler, sentence, parts)


_DOINGS = frozenset(
    {"place", "move", "rotate", "resize", "restyle", "replace", "remove", "paint", "try_on", "light", "save"}
)


def _example(sampler: Sampler, sentence: str, parts: list[tuple[Form, list[tuple[int, int, Piece]]]]) -> Example | None:
    answer: list[str] = []
    spelled: Spelled | None = None
    reading = read(sentence, sampler.scene, Context())
    for form, spans in parts:
        found = _meaning_in(form, spans, sentence, reading.parts)
        if found is None:
            return None
        spelled = spelled or spell_reading(reading)
        tokens = spell_meaning(found, spelled.ids)
        if tokens is None:
            return None
        answer += [*([THEN] if answer else []), *tokens]
    if spelled is None:
        return None
    return Example(sentence, sampler.language, parts[0][0].intent, spelled, (*answer, END))


def _meaning_in(
    form: Form, spans: list[tuple[int, int, Piece]], sentence: str, reading_parts: tuple[object, ...]
) -> Meaning | None:
    tokens = tokenise(sentence)
    mentions = [
        (tokens[part.start].start, tokens[part.end - 1].end, part)
        for part in reading_parts
        if isinstance(part, Mention)
    ]
    roles: dict[str, tuple[Filler, ...]] = {name: (value,) for name, value in form.fixed.items()}
    used: list[Mention] = []
    for start, end, piece in spans:
        if piece.value is not None:
            roles[piece.role] = (piece.value,)
        elif piece.role != "ignored":
            found = [part for s, e, part in mentions if s < end and e > start and part.kind in ROLE_KINDS[piece.kind]]
            if len(found) != 1 or found[0] in used:
                return None
            used.append(found[0])
            roles[piece.role] = (*roles.get(piece.role, ()), found[0])
    return Meaning(form.intent, roles)
