"""Dressing the avatar."""

from dataclasses import replace

from vrplanner.app.actions.situation import Outcome, Situation
from vrplanner.app.replies import length, listed
from vrplanner.core.commands.base import Command
from vrplanner.core.commands.people import SetAvatar, SetGarment, TakeOffGarment, WearGarment
from vrplanner.core.drawn import worn_models
from vrplanner.core.free_floor import free_spot
from vrplanner.core.person import Avatar, Garment, Measurements
from vrplanner.core.progress import part

USUAL = Measurements(height_m=1.70)


def try_on(situation: Situation) -> Outcome:
    """Make the garment for the avatar and put it on; one that the wardrobe holds already is just worn."""
    avatar, commands = _avatar(situation)
    known = _in_wardrobe(situation)
    if known is not None:
        if known.id in avatar.wearing:
            return Outcome(situation.say("wearing", name=known.name))
        return Outcome(
            situation.say("wearing", name=known.name),
            (*commands, WearGarment(avatar_id=avatar.id, garment_id=known.id)),
        )
    made, model = situation.makers.make_garment(
        _words(situation),
        avatar,
        worn=worn_models(situation.scene, situation.models, avatar),
        progress=part(situation.progress, 0.3, 1.0),
    )
    garment = replace(
        made, id=situation.scene.fresh_id("garment"), model=situation.models.add(model),
        size_label=situation.record.get("size", made.size_label),
    )  # fmt: skip
    wear = WearGarment(avatar_id=avatar.id, garment_id=garment.id)
    return Outcome(
        situation.say("wearing", name=garment.name), (*commands, SetGarment(garment=garment), wear),
        title=f"Put on {garment.name}",
    )  # fmt: skip


def _words(situation: Situation) -> str:
    record = situation.record
    phrase = situation.phrase or str(record.get("garment", ""))
    named = [str(record.get(name, "")) for name in ("color", "material")]
    return " ".join([*(word for word in named if word and word not in phrase), phrase])


def _avatar(situation: Situation) -> tuple[Avatar, list[Command]]:
    """The first avatar, or a new one of usual measurements and the command that adds it."""
    if situation.scene.avatars:
        return next(iter(situation.scene.avatars.values())), []
    made, model = situation.makers.make_avatar(USUAL, "neutral", progress=part(situation.progress, 0.0, 0.3))
    (x, z), _ = free_spot(situation.scene, situation.room)
    avatar = replace(
        made, id=situation.scene.fresh_id("avatar"), position=(x, 0.0, z), model=situation.models.add(model)
    )
    return avatar, [SetAvatar(avatar=avatar)]


def _in_wardrobe(situation: Situation) -> Garment | None:
    record = situation.record
    for garment in situation.scene.garments.values():
        alike = garment.kind == record.get("garment") and record.get("color") in (None, garment.color)
        if alike and not record.get("material"):
            return garment
    return None


def take_off(situation: Situation) -> Outcome:
    kind, color = situation.record.get("garment"), situation.record.get("color")
    commands: list[Command] = []
    names = []
    for avatar in situation.scene.avatars.values():
        for garment_id in avatar.wearing:
            garment = situation.scene.garments[garment_id]
            if kind in (None, garment.kind) and color in (None, garment.color):
                commands.append(TakeOffGarment(avatar_id=avatar.id, garment_id=garment_id))
                names.append(garment.name)
    if not commands:
        raise situation.refuse("not_worn")
    return Outcome(situation.say("took_off", name=listed(names, situation.language)), tuple(commands))


def size_advice(situation: Situation) -> Outcome:
    from vrplanner.tryon.fit_report import size_label

    avatar = next(iter(situation.scene.avatars.values()), None)
    if avatar is None:
        raise situation.refuse("no_avatar")
    measured = situation.makers.body(avatar.measurements, avatar.build, progress=situation.progress).achieved
    label = size_label(measured, avatar.build, lower=False)
    chest = length(measured.chest_m or 0.0, situation.language)
    return Outcome(situation.say("size_advice", chest=chest, size=label))
