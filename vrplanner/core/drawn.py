"""What of a scene is drawn, with which model, and where: shared by every renderer and every export."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.geometry import world_from_item
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.person import Avatar, Garment
from vrplanner.core.scene import Scene


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One model in one place. `entity_id` is the item, avatar or garment a person would say was clicked."""

    entity_id: str
    digest: str
    world_from_model: NDArray[np.float64]


def world_from_model(item: Item, model: Model) -> NDArray[np.float64]:
    """The 4x4 matrix that stretches a model from its bounds to the item's size and stands it in its place."""
    low, high = model.bounds
    extent = np.maximum(high - low, 1e-6)
    scale = np.array(item.size) / extent
    to_origin = np.eye(4)
    to_origin[:3, 3] = -(low[0] + high[0]) / 2, -low[1], -(low[2] + high[2]) / 2
    return world_from_item(item.position, item.yaw_rad, (scale[0], scale[1], scale[2])) @ to_origin


def drawn_items(scene: Scene, models: ModelStore) -> list[Drawn]:
    """Every item that has a model of this store."""
    return [
        Drawn(item.id, item.model, world_from_model(item, models.get(item.model)))
        for item in scene.items.values()
        if item.model is not None and item.model in models
    ]


def worn_models(scene: Scene, models: ModelStore, avatar: Avatar) -> list[tuple[Garment, Model]]:
    """What an avatar wears, with the models, in the order it was put on."""
    worn = (scene.garments[garment_id] for garment_id in avatar.wearing)
    return [(garment, models.get(garment.model)) for garment in worn if garment.model in models and garment.model]


def drawn_people(scene: Scene, models: ModelStore) -> list[Drawn]:
    """Every avatar and what it wears, in the avatar's frame."""
    drawn = []
    for avatar in scene.avatars.values():
        world_from_avatar = world_from_item(avatar.position, avatar.yaw_rad)
        worn = [(garment.id, garment.model) for garment, _ in worn_models(scene, models, avatar)]
        for entity_id, digest in [(avatar.id, avatar.model), *worn]:
            if digest is not None and digest in models:
                drawn.append(Drawn(entity_id, digest, world_from_avatar))
    return drawn
