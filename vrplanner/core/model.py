"""What things look like: triangle meshes with materials, named by a hash of their content."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidInput, NotFound

Floats = NDArray[np.float32]
Indices = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Texture:
    """An encoded picture, as a file holds it."""

    data: bytes
    mime: Literal["image/png", "image/jpeg"] = "image/png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """glTF 2.0 metallic-roughness. `color` is linear RGBA and multiplies the sRGB `color_texture`.

    `roughness_metal_texture` holds roughness in G and metalness in B; `normal_texture` is tangent space, +Y up.
    """

    name: str = ""
    color: tuple[float, float, float, float] = (0.8, 0.8, 0.8, 1.0)
    metallic: float = 0.0
    roughness: float = 0.8
    emissive: tuple[float, float, float] = (0.0, 0.0, 0.0)
    color_texture: Texture | None = None
    normal_texture: Texture | None = None
    roughness_metal_texture: Texture | None = None
    double_sided: bool = False
    blend: bool = False


@dataclass(frozen=True, eq=False)
class Part:
    """Triangles of one material: `positions` (n, 3) m, `normals` (n, 3) unit, `uvs` (n, 2), `triangles` (m, 3),
    counter-clockwise seen from outside; `colors` (n, 3) linear 0..1 multiplies the material's, None for white.
    `uvs` are glTF's: (0, 0) is the upper left of the picture, v grows downwards.
    """

    positions: Floats
    normals: Floats
    triangles: Indices
    uvs: Floats | None = None
    colors: Floats | None = None
    material: Material = field(default_factory=Material)

    def __post_init__(self) -> None:
        count = len(self.positions)
        given = {"positions": (self.positions, 3), "normals": (self.normals, 3)}
        given |= {"uvs": (self.uvs, 2)} if self.uvs is not None else {}
        given |= {"colors": (self.colors, 3)} if self.colors is not None else {}
        for name, (values, columns) in given.items():
            if values.shape != (count, columns) or values.dtype != np.float32:
                raise InvalidInput(f"A mesh's {name} must be float32 of shape ({count}, {columns}).")
        if self.triangles.ndim != 2 or self.triangles.shape[1] != 3 or self.triangles.dtype != np.uint32:
            raise InvalidInput("A mesh's triangles must be uint32 of shape (m, 3).")
        if self.triangles.size and int(self.triangles.max()) >= count:
            raise InvalidInput("A mesh's triangles name vertices it does not have.")
        if not np.isfinite(self.positions).all():
            raise InvalidInput("A mesh has vertices that are not finite numbers.")

    def arrays(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        yield "positions", self.positions
        yield "normals", self.normals
        yield "triangles", self.triangles
        if self.uvs is not None:
            yield "uvs", self.uvs
        if self.colors is not None:
            yield "colors", self.colors


@dataclass(frozen=True, eq=False)
class Model:
    """A thing's looks, in its own frame: metres, +Y up, origin at the centre of its footprint, front to +Z.

    Immutable: never write into its arrays. Equal content gives an equal `digest`, whatever file it came from.
    """

    parts: tuple[Part, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over arrays, materials and textures."""
        sha = hashlib.sha256(b"vrplanner model 1")
        for part in self.parts:
            for name, values in part.arrays():
                sha.update(f"{name}{values.shape}".encode())
                sha.update(np.ascontiguousarray(values).tobytes())
            sha.update(_material_key(part.material))
        return sha.hexdigest()

    @cached_property
    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lowest and highest corner (3,), metres; a unit box for a model without vertices."""
        points = [part.positions for part in self.parts if len(part.positions)]
        if not points:
            return np.array([-0.5, 0.0, -0.5]), np.array([0.5, 1.0, 0.5])
        low = np.min([p.min(axis=0) for p in points], axis=0).astype(float)
        high = np.max([p.max(axis=0) for p in points], axis=0).astype(float)
        return low, high

    @property
    def size(self) -> tuple[float, float, float]:
        """Width, height, depth, metres."""
        low, high = self.bounds
        x, y, z = (high - low).tolist()
        return x, y, z

    @property
    def triangle_count(self) -> int:
        return sum(len(part.triangles) for part in self.parts)


def _material_key(material: Material) -> bytes:
    """A material's content: single precision, since that is what files keep."""
    numbers = np.array([*material.color, material.metallic, material.roughness, *material.emissive], np.float32)
    textures = (material.color_texture, material.normal_texture, material.roughness_metal_texture)
    hashes = [hashlib.sha256(texture.data).digest() if texture else b"-" for texture in textures]
    flags = f"{material.name}|{material.double_sided}|{material.blend}".encode()
    return numbers.tobytes() + flags + b"".join(hashes)


class ModelStore:
    """Models by digest. Only ever grows while a document is open, so undo always finds what it needs."""

    def __init__(self) -> None:
        self._models: dict[str, Model] = {}

    def add(self, model: Model) -> str:
        """Keep a model and give the digest to put into an entity."""
        self._models.setdefault(model.digest, model)
        return model.digest

    def get(self, digest: str) -> Model:
        try:
            return self._models[digest]
        except KeyError:
            raise NotFound(f"The model {digest[:12]} is not in this document.") from None

    def __contains__(self, digest: object) -> bool:
        return digest in self._models

    def __iter__(self) -> Iterator[str]:
        return iter(self._models)
