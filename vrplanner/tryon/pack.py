"""The shipped body: a mesh of people whose points move linearly along axes of shape (`vrplanner.recipes.body_pack`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import Unavailable
from vrplanner.core.person import Build
from vrplanner.core.resources import assets_dir

Points = NDArray[np.float32]
Indices = NDArray[np.int32]

BODY_COUNT = 13380  # the skin's points come first
FEMALE_SHARE: Mapping[Build, float] = MappingProxyType({"female": 1.0, "neutral": 0.5, "male": 0.0})


@dataclass(frozen=True, kw_only=True, eq=False)
class BodyPack:
    """`points` are skin, helpers (tights, skirt, hair, eyes, lashes) and, last, one a joint; metres, +Y up, front +Z.

    `quads[group]` (m, 4) index points, `quad_uvs[group]` (m, 4) index `uvs` (k, 2, v up). `weights` (joints, points).
    """

    base: Mapping[Build, Points]
    axes: Mapping[Build, Points]
    axis_names: tuple[str, ...]
    joint_names: tuple[str, ...]
    weights: NDArray[np.float32]
    quads: Mapping[str, Indices]
    quad_uvs: Mapping[str, Indices]
    uvs: NDArray[np.float32]
    eyes: tuple[Indices, Indices]
    landmarks: Mapping[str, Indices]


@cache
def load_pack() -> BodyPack:
    """The pack, read once. Raises Unavailable when the installation lacks it."""
    path = assets_dir() / "body" / "body.npz"
    if not path.is_file():
        raise Unavailable("The body model is missing from this installation.", hint="Install vrplanner again.")
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    base, axes = {}, {}
    shared = arrays["axes_shared"].astype(np.float32)
    for build, share in FEMALE_SHARE.items():
        base[build] = share * arrays["base_female"] + (1 - share) * arrays["base_male"]
        own = share * arrays["axes_female"].astype(np.float32) + (1 - share) * arrays["axes_male"].astype(np.float32)
        axes[build] = np.concatenate([own, shared])

    def named(prefix: str) -> Mapping[str, Indices]:
        return MappingProxyType({k.removeprefix(prefix): v for k, v in arrays.items() if k.startswith(prefix)})

    return BodyPack(
        base=MappingProxyType(base),
        axes=MappingProxyType(axes),
        axis_names=tuple(arrays["axis_names"].tolist()),
        joint_names=tuple(arrays["joint_names"].tolist()),
        weights=arrays["weights"].astype(np.float32),
        quads=named("quads_"),
        quad_uvs=named("quad_uvs_"),
        uvs=arrays["uvs"],
        eyes=(arrays["eye_l"], arrays["eye_r"]),
        landmarks=named("landmark_"),
    )
