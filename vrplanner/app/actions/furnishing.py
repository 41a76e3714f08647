"""A room furnished for a sum of money, by word."""

from vrplanner.app.actions.situation import Outcome, Situation
from vrplanner.core.room import Room

PROPOSALS = 3


def furnish(situation: Situation) -> Outcome:
    """Offer ways to furnish the room that the sentence names; nothing changes until one is accepted."""
    from vrplanner.app.furnishing.programme import kind_in_words
    from vrplanner.app.furnishing.styles import read_style

    record = situation.record
    budget = record.get("price_max")
    style = read_style(record.get("style")) if record.get("style") else None
    if budget is None:
        return Outcome(situation.say("how_much"))
    kind = kind_in_words(str(situation.extra.get("said", "")))
    room = _room(situation, kind)
    proposals = situation.makers.furnish(
        situation.scene,
        situation.models,
        room.id,
        budget=budget,
        currency=record.get("currency", ""),
        style=style,
        kind=kind,
        count=PROPOSALS,
        seed=situation.seed,
        language=situation.language,
        progress=situation.progress,
    )
    best = proposals[0]
    gap = "" if situation.language == "zh" else " "
    money = gap.join(
        (best.reasons[0], *(reason for reason in best.reasons[1:4] if "报价" in reason or "offer" in reason))
    )
    reply = situation.say("furnishings", count=len(proposals), title=best.title, money=money)
    return Outcome(reply, proposals=tuple(proposals), question=situation.say("apply_question"))


def _room(situation: Situation, kind: str | None) -> Room:
    """The room called so, else the one meant anyway."""
    from vrplanner.app.furnishing.programme import kind_in_words

    called = [room for room in situation.scene.rooms.values() if kind and kind_in_words(room.name) == kind]
    return situation.room if not called or situation.room in called else called[0]
