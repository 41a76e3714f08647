"""Saying how things should stand to each other."""

from dataclasses import dataclass

from vrplanner.core.change import Change, changed
from vrplanner.core.commands.base import Command, register
from vrplanner.core.relation import Relation
from vrplanner.core.scene import Scene


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SetRelation(Command):
    """Wish for a relation between two things, or replace the one of the same id."""

    relation: Relation

    def apply(self, scene: Scene) -> Change:
        self.relation.check()
        for item_id in (self.relation.item_id, self.relation.target_id):
            if item_id is not None:
                scene.item(item_id)
        return Change((changed(scene, "relations", self.relation.id, self.relation),))

    def label(self, scene: Scene) -> str:
        return _label("Relate {a} to {b}", self.relation, scene)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRelation(Command):
    """Forget a relation that was wished for, or that was switched off."""

    relation_id: str

    def apply(self, scene: Scene) -> Change:
        return Change((changed(scene, "relations", scene.relation(self.relation_id).id, None),))

    def label(self, scene: Scene) -> str:
        return _label("Forget how {a} stands to {b}", scene.relation(self.relation_id), scene)


def _label(pattern: str, relation: Relation, scene: Scene) -> str:
    target = "a window" if relation.target_id is None else scene.item(relation.target_id).name
    return pattern.format(a=scene.item(relation.item_id).name, b=target)
