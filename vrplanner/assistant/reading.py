"""Reading a sentence: its tokens, and the mentions in it of things, garments, places, sizes, colours and numbers.

The grammar and the language model both work on readings, so both only ever name what exists: a mention carries the ids
of the scene's things it can mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from vrplanner.assistant import lexicon, numbers
from vrplanner.assistant.context import Context
from vrplanner.assistant.mentions import Kind, Mention, Reading
from vrplanner.assistant.phrases import PhraseTable, find_phrase, lexicon_phrases, noun_phrases, phrase_table, phrases
from vrplanner.assistant.references import candidates_of, pick_by_place
from vrplanner.assistant.scene_view import SceneView
from vrplanner.assistant.tokens import Token, language_of, tokenise, words_of

_MEASURES = frozenset("个张把盏台块条件幅面只套组棵盆扇排座部双副株顶")
_NOT_THINGS = frozenset(
    ("room", "work", "works", "layout", "project", "plan", "design", "place", "way", "suggestion", "proposal")
) | {"房间", "方案", "布局"}
"""What "this" and "that" may stand before without meaning a thing of the scene."""
_LEXICONS: tuple[tuple[str, Kind], ...] = (("colors", "color"), ("materials", "material"), ("styles", "style"))
_PUTTING = frozenset(
    ("put", "move", "place", "set", "shift", "push", "slide", "drag", "bring", "stand", "pull", "position")
)


def read(sentence: str, view: SceneView, context: Context | None = None) -> Reading:
    """The reading of a sentence said in a scene."""
    tokens = tokenise(sentence)
    reader = _Reader(tuple(token.text for token in tokens), view, context or Context())
    parts: list[Token | Mention] = []
    at = 0
    while at < len(tokens):
        mention = reader.mention(at)
        parts.append(mention or tokens[at])
        at = mention.end if mention else at + 1
    return Reading(sentence, language_of(sentence), tuple(parts))


@lru_cache(maxsize=8)
def _name_table(view: SceneView) -> PhraseTable:
    known = lexicon.nouns()
    names = [(thing.name.lower(), thing.id) for thing in view.things if words_of(thing.name)]
    kinds = {
        (thing.noun, f"={thing.noun}") for thing in view.things if thing.noun not in known and words_of(thing.noun)
    }
    named = [(name, f"#{name}") for name, _ in names if name not in known]
    return phrase_table([*named, *kinds, *((lexicon.plural(noun), value) for noun, value in kinds if noun.isascii())])


@dataclass(frozen=True, slots=True)
class _Attributes:
    """What stood before a noun."""

    end: int
    color: str = ""
    material: str = ""
    style: str = ""
    fitting: str = ""
    place: str = ""
    dims: Mapping[str, float] = field(default_factory=dict)
    any: bool = False


class _Reader:
    def __init__(self, texts: tuple[str, ...], view: SceneView, context: Context) -> None:
        self.texts, self.view, self.context = texts, view, context

    def mention(self, at: int) -> Mention | None:
        return (
            self._everything(at)
            or self._noun_phrase(at)
            or self._spot(at)
            or self._pronoun(at)
            or self._measure(at)
            or self._attribute(at)
        )

    def _everything(self, at: int) -> Mention | None:
        found = find_phrase(phrases("everything"), self.texts, at)
        if not found:
            return None
        ids = tuple(thing.id for thing in self.view.things)
        return Mention(
            kind="thing",
            start=at,
            end=found[0],
            det="all",
            count="all",
            noun="everything",
            candidates=ids,
            said=self.texts[at],
        )

    def _noun_phrase(self, at: int) -> Mention | None:
        det, count, after_det = self._determiner(at)
        near = self._relative_before(after_det) if self.texts[at] >= "\u3400" else None
        attributes = self._attributes(near[0] if near else after_det)
        inner_det, inner_count, end = self._determiner(attributes.end)
        if inner_det in ("this", "that", "the") or inner_count:
            det, count = inner_det or det, inner_count or count
            end = self._attributes(end).end if self.texts[end : end + 1] == ("的",) else end
        else:
            end = attributes.end
        head = self._head(end, bare=not (det or attributes.any or near), det=det, count=count)
        if head is None:
            return None
        end, kind, noun = head
        whole = Mention(
            kind=kind, start=at, end=end, det=det or ("all" if count == "all" else ""), count=count,
            noun=noun.lstrip("#="), text=self._phrase(at, end), color=attributes.color, material=attributes.material,
            style=attributes.style, fitting=attributes.fitting, dims=attributes.dims,
        )  # fmt: skip
        return self._resolved(whole, noun, attributes.place, near)

    def _phrase(self, start: int, end: int) -> str:
        joint = "" if any(text >= "\u3400" for text in self.texts[start:end]) else " "
        return joint.join(self.texts[start:end])

    def _resolved(self, mention: Mention, noun: str, place: str, near: tuple[int, str, Mention] | None) -> Mention:
        if mention.kind == "garment":
            return mention
        word = self.texts[mention.end - 1]
        ids = candidates_of(self.view, noun, word=word, color=mention.color, material=mention.material)
        if place and len(ids) > 1:
            ids = pick_by_place(self.view, ids, place, looks=self.context.looks)
        after = self._relative_after(mention.end) if near is None else near
        if after and len(ids) > 1 and mention.det != "a" and not mention.count:
            end, how, anchor = after
            narrowed = pick_by_place(
                self.view, ids, how, looks=self.context.looks, anchor=(anchor.text, anchor.candidates)
            )
            return replace(mention, end=max(end, mention.end), candidates=narrowed)
        return replace(mention, candidates=ids)

    def _relative_after(self, at: int) -> tuple[int, str, Mention] | None:
        """ "by the window" after "the chair", unless it is where the chair should go: the end of the sentence."""
        side = self._side_after(at)
        if side:
            one = self.texts[at - 1] in ("one", "ones")
            return side if one or side[0] < len(self.texts) or not self._is_goal(at) else None
        found = find_phrase(phrases("relatives"), self.texts, at)
        if not found:
            return None
        anchor = self._spot(found[0]) or self._plain_thing(found[0])
        one = self.texts[at - 1] in ("one", "ones")
        if anchor is None or (anchor.end >= len(self.texts) and not one and self._is_goal(at)):
            return None
        return anchor.end, "near", anchor

    def _is_goal(self, at: int) -> bool:
        """A verb of putting before it makes "next to the bed" at the end a goal, not a description."""
        return any(text in _PUTTING for text in self.texts[:at])

    def _side_after(self, at: int) -> tuple[int, str, Mention] | None:
        for phrase in (("on", "the", "left"), ("on", "the", "right")):
            if self.texts[at : at + 3] == phrase:
                return at + 3, phrase[2], Mention(kind="spot", start=at, end=at + 3, text="")
        return None

    def _relative_before(self, at: int) -> tuple[int, str, Mention] | None:
        """窗户旁边的 before 椅子."""
        anchor = self._spot(at) or self._plain_thing(at)
        if anchor is None:
            return None
        found = find_phrase(phrases("relatives_zh"), self.texts, anchor.end)
        return (found[0], "near", anchor) if found else None

    def _plain_thing(self, at: int) -> Mention | None:
        det, _, end = self._determiner(at)
        attributes = self._attributes(end)
        found = find_phrase(noun_phrases(), self.texts, attributes.end)
        if not found or det == "a":
            return None
        ids = candidates_of(
            self.view, found[1], word=self.texts[found[0] - 1], color=attributes.color, material=attributes.material
        )
        return Mention(kind="thing", start=at, end=found[0], noun=found[1], candidates=ids)

    def _determiner(self, at: int) -> tuple[str, int | Literal["all"] | None, int]:
        """(determiner, count, end). A Chinese count needs its measure word: 两把, 这张."""
        texts = self.texts
        found = find_phrase(phrases("determiners"), texts, at)
        det, end = (found[1], found[0]) if found else ("", at)
        if texts[at : at + 3] == ("a", "couple", "of"):
            return "a", 2, at + 3
        number = numbers.read_number(texts, end) if end < len(texts) and det != "a" and texts[end] != "one" else None
        if number and number[1] >= 1 and number[1] == int(number[1]):
            after = number[0]
            measured = after < len(texts) and texts[after] in _MEASURES
            chinese = texts[end] >= "\u3400"
            if measured or not chinese:
                value = int(number[1])
                count: int | Literal["all"] | None = value if value > 1 else None
                return det or "a", "all" if det == "all" else count, after + measured
        if end < len(texts) and end > at and texts[end] in _MEASURES and texts[at] >= "\u3400":
            end += 1
        elif not found and texts[at : at + 1] == ("几",) and texts[at + 1 : at + 2] and texts[at + 1] in _MEASURES:
            return "a", None, at + 2
        elif not found and at + 1 < len(texts) and texts[at] in ("张", "盏", "个", "块") and not self._noun_at(at):
            return "a", None, at + 1
        return det, "all" if det == "all" else None, end

    def _noun_at(self, at: int) -> bool:
        """A noun starts here; "light blue" is a colour and no light."""
        noun = find_phrase(noun_phrases(), self.texts, at)
        color = find_phrase(lexicon_phrases("colors"), self.texts, at)
        return noun is not None and not (color and color[0] > noun[0])

    def _attributes(self, at: int) -> _Attributes:
        found: dict[str, str] = {}
        dims: dict[str, float] = {}
        end, place, seen = at, "", False
        while end < len(self.texts) and not self._noun_at(end):
            step = self._one_attribute(end, found, dims)
            if step is None:
                by_place = find_phrase(phrases("by_place"), self.texts, end)
                if not by_place or place:
                    break
                step, place = by_place
            seen = True
            end = step
        return _Attributes(
            end, found.get("colors", ""), found.get("materials", ""), found.get("styles", ""), found.get("fitting", ""),
            place, dims, seen,
        )  # fmt: skip

    def _one_attribute(self, at: int, found: dict[str, str], dims: dict[str, float]) -> int | None:
        size = self._size(at)
        if size:
            dims.update(size.dims)
            return size.end
        for name in ("colors", "materials", "styles"):
            hit = self._lexical(name, at)
            if hit and name not in found:
                found[name] = hit[1]
                return hit[0]
        fitting = find_phrase(phrases("fittings"), self.texts, at)
        if fitting:
            found["fitting"] = fitting[1]
            return fitting[0]
        length = numbers.read_length(self.texts, at)
        if length and self._starts_noun(length[0]):
            dims["width_m"] = length[1]
            return length[0]
        filler = find_phrase(phrases("fillers"), self.texts, at)
        if filler:
            return filler[0]
        comma = self.texts[at] == "," and at + 1 < len(self.texts) and self._adjective_at(at + 1)
        return at + 1 if comma or (self.texts[at] == "and" and found and self._adjective_at(at + 1)) else None

    def _lexical(self, name: str, at: int) -> tuple[int, str] | None:
        """A word of a table. One Chinese character alone (布, 木, 白) counts only before 的, a noun or the end."""
        hit = find_phrase(lexicon_phrases(name), self.texts, at)
        if hit and hit[0] == at + 1 and self.texts[at] >= "\u3400":
            following = self.texts[hit[0] : hit[0] + 1]
            garment = find_phrase(lexicon_phrases("garments"), self.texts, hit[0])
            if following and following != ("的",) and not garment and not self._noun_at(hit[0]):
                return None
        return hit

    def _adjective_at(self, at: int) -> bool:
        tables = [lexicon_phrases(name) for name in ("colors", "materials", "styles")]
        return any(find_phrase(table, self.texts, at) for table in tables) and bool(self._starts_noun(at))

    def _starts_noun(self, at: int) -> bool:
        tables = [noun_phrases(), phrases("fillers"), _name_table(self.view)]
        tables += [lexicon_phrases(name) for name in ("colors", "materials", "styles", "garments")]
        return any(find_phrase(table, self.texts, at) for table in tables)

    def _head(
        self, at: int, *, bare: bool, det: str, count: int | str | None
    ) -> tuple[int, Literal["thing", "garment"], str] | None:
        texts = self.texts
        if at >= len(texts):
            return None
        garment = find_phrase(lexicon_phrases("garments"), texts, at)
        noun = find_phrase(noun_phrases(), texts, at)
        name = find_phrase(_name_table(self.view), texts, at)
        if name and (not noun or name[0] > noun[0]) and (not garment or name[0] >= garment[0]):
            return name[0], "thing", name[1]
        if noun and texts[at] == "counter" and texts[at + 1 : at + 2] in (("clockwise",), ("clock",)):
            return None
        if noun and (not garment or noun[0] >= garment[0]):
            return noun[0], "thing", noun[1]
        if garment:
            return garment[0], "garment", garment[1]
        if not bare and texts[at] in ("one", "ones") and det not in ("this", "that"):
            return at + 1, "thing", ""
        return None

    def _pronoun(self, at: int) -> Mention | None:
        found = find_phrase(phrases("pronouns"), self.texts, at)
        if not found:
            return None
        end, which = found
        if self._is_conjunction(at, end):
            return None
        return Mention(kind="pronoun", start=at, end=end, text=which, said="".join(self.texts[at:end]))

    def _is_conjunction(self, at: int, end: int) -> bool:
        """The "that" of "a sofa that is red", the "that it" of "so that it faces the door"."""
        before, word, after = self.texts[at - 1 : at], self.texts[at], self.texts[end : end + 1]
        if (after and after[0] in _NOT_THINGS) or "".join(self.texts[end : end + 2]) in _NOT_THINGS:
            return True
        if word == "that":
            return before == ("so",) or (at > 0 and after in (("is",), ("are",)))
        if word == "it" and self.texts[max(at - 2, 0) : at] == ("far", "is"):
            return True
        return word == "it" and before in (("so",), ("that",)) and after in (("faces",), ("looks",), ("is",))

    def _spot(self, at: int) -> Mention | None:
        end = at
        found = find_phrase(phrases("determiners"), self.texts, at)
        if found and found[1] in ("the", "a", "this", "that", "all"):
            end = found[0]
            if end < len(self.texts) and self.texts[end] in _MEASURES:
                end += 1
        hit = find_phrase(phrases("spots"), self.texts, end) or find_phrase(phrases("spots"), self.texts, at)
        if not hit:
            return None
        det = found[1] if found else ""
        return Mention(kind="spot", start=at, end=hit[0], text=self._compass(hit[1]), det=det)

    def _compass(self, anchor: str) -> str:
        """ "left wall" as the compass wall on the viewer's left."""
        side, _, rest = anchor.partition(" ")
        if side not in ("left", "right", "ahead", "behind") or rest != "wall":
            return anchor
        from vrplanner.assistant.scene_view import compass_of

        x, z = self.context.looks
        direction = {"ahead": (x, z), "behind": (-x, -z), "right": (-z, x), "left": (z, -x)}[side]
        return f"{compass_of(direction)} wall"

    def _measure(self, at: int) -> Mention | None:
        texts = self.texts
        size = self._size(at)
        if size:
            return size
        angle = numbers.read_angle(texts, at)
        if angle:
            return Mention(kind="angle", start=at, end=angle[0], value=angle[1])
        price = numbers.read_price(texts, at)
        if price:
            return Mention(kind="price", start=at, end=price[0], value=price[1], text=price[2])
        length = numbers.read_length(texts, at)
        if length:
            return Mention(kind="length", start=at, end=length[0], value=length[1])
        number = numbers.read_number(texts, at)
        if not number:
            return None
        end, value = number
        if texts[end : end + 1] in (("%",), ("percent",)) or texts[end : end + 2] == ("per", "cent"):
            return Mention(kind="percent", start=at, end=end + (2 if texts[end] == "per" else 1), value=value)
        if not texts[at][0].isdigit():
            return None  # a number word alone is more often a part of a phrase: "half as big", 一下
        return Mention(kind="number", start=at, end=end, value=value)

    def _size(self, at: int) -> Mention | None:
        """A length with its axis: "two metres wide", 宽两米, "2 m by 1.4 m"."""
        texts = self.texts
        before = find_phrase(phrases("axes_before"), texts, at)
        length = numbers.read_length(texts, before[0]) if before else None
        if before and length:
            return Mention(kind="size", start=at, end=length[0], dims={before[1]: length[1]})
        length = numbers.read_length(texts, at)
        if not length:
            return None
        axis = find_phrase(phrases("axes"), texts, length[0])
        if axis:
            return Mention(kind="size", start=at, end=axis[0], dims={axis[1]: length[1]})
        if texts[length[0] : length[0] + 1] in (("by",), ("x",), ("×",), ("乘",)):
            other = numbers.read_length(texts, length[0] + 1)
            if other:
                return Mention(kind="size", start=at, end=other[0], dims={"width_m": length[1], "depth_m": other[1]})
        return None

    def _attribute(self, at: int) -> Mention | None:
        for name, kind in _LEXICONS:
            hit = self._lexical(name, at)
            if hit:
                return Mention(kind=kind, start=at, end=hit[0], text=hit[1])
        fitting = find_phrase(phrases("fittings"), self.texts, at)
        return Mention(kind="fitting", start=at, end=fitting[0], text=fitting[1]) if fitting else None
