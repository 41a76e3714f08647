"""Meshes, textures and transforms on the GPU: uploads what a scene names and the cache lacks, drops what nothing names.

Everything is named by content, so a thing that only moves costs one matrix. `work` counts what was done.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

import moderngl
import numpy as np

from vrplanner.core.model import Material, Part, Texture
from vrplanner.render.camera import Matrix
from vrplanner.render.gpu_objects import Owned, give_back
from vrplanner.render.textures import upload_texture

TextureKey = tuple[Texture, bool]
VertexBuffer = tuple[moderngl.Buffer, str, tuple[str, ...]]


@dataclass(slots=True)
class GpuWork:
    """What the cache did since it was made."""

    meshes_uploaded: int = 0
    meshes_dropped: int = 0
    textures_uploaded: int = 0
    textures_dropped: int = 0
    matrices_uploaded: int = 0


@dataclass(eq=False, slots=True)
class GpuPart:
    """One part of a mesh on the GPU. `features` name the shader variant its material needs."""

    buffers: list[VertexBuffer]
    indices: moderngl.Buffer
    features: tuple[str, ...]
    uniforms: bytes
    maps: dict[str, moderngl.Texture]
    blend: bool
    double_sided: bool
    middle: Matrix
    emission: tuple[float, float, float] = (0.0, 0.0, 0.0)
    owned: Owned = field(default_factory=Owned)
    arrays: dict[moderngl.Program, moderngl.VertexArray] = field(default_factory=dict)

    def array_for(self, ctx: moderngl.Context, program: moderngl.Program) -> moderngl.VertexArray:
        """The vertex array that feeds this part to a program (attributes it does not have are left out)."""
        array = self.arrays.get(program)
        if array is None:
            array = ctx.vertex_array(
                program, [(b, f, *names) for b, f, names in self.buffers], self.indices, skip_errors=True
            )
            self.arrays[program] = self.owned.keep(array)
        return array


@dataclass(eq=False, slots=True)
class GpuMesh:
    parts: tuple[GpuPart, ...]
    textures: tuple[TextureKey, ...]

    def release(self) -> None:
        for part in self.parts:
            part.arrays.clear()
            part.owned.release()


class GpuCache:
    """One per context; used only where that context is current."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self.ctx = ctx
        self.work = GpuWork()
        self.transforms = TransformTable(ctx, self.work)
        self._meshes: dict[Hashable, GpuMesh] = {}
        self._textures: dict[TextureKey, moderngl.Texture] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._meshes

    def __len__(self) -> int:
        return len(self._meshes)

    def mesh(self, key: Hashable) -> GpuMesh:
        return self._meshes[key]

    def sync(self, wanted: Mapping[Hashable, Callable[[], tuple[Part, ...]]]) -> None:
        """Hold exactly these meshes; the parts of those already held are not asked for."""
        for key, make_parts in wanted.items():
            if key not in self._meshes:
                self._meshes[key] = self._upload(make_parts())
                self.work.meshes_uploaded += 1
        unnamed = [key for key in self._meshes if key not in wanted]
        for key in unnamed:
            self._meshes.pop(key).release()
            self.work.meshes_dropped += 1
        if unnamed:
            self._drop_textures()

    def release(self) -> None:
        self.sync({})
        self.transforms.release()

    def _drop_textures(self) -> None:
        named = {key for mesh in self._meshes.values() for key in mesh.textures}
        for key in [key for key in self._textures if key not in named]:
            give_back(self._textures.pop(key))
            self.work.textures_dropped += 1

    def _upload(self, parts: tuple[Part, ...]) -> GpuMesh:
        drawn = [part for part in parts if len(part.triangles)]
        textures = [key for part in drawn for key in _maps(part.material).values()]
        return GpuMesh(tuple(self._upload_part(part) for part in drawn), tuple(textures))

    def _upload_part(self, part: Part) -> GpuPart:
        owned = Owned()
        uvs = part.uvs if part.uvs is not None else np.zeros((len(part.positions), 2), np.float32)
        vertices = np.concatenate([part.positions, part.normals, uvs], axis=1, dtype=np.float32)
        layout = ("in_position", "in_normal", "in_uv")
        buffers: list[VertexBuffer] = [(owned.keep(self.ctx.buffer(vertices.tobytes())), "3f 3f 2f", layout)]
        features = []
        if part.colors is not None:
            colors = np.ascontiguousarray(part.colors)
            buffers.append((owned.keep(self.ctx.buffer(colors.tobytes())), "3f", ("in_color",)))
            features.append("VERTEX_COLOR")
        maps = {name: self._texture(key) for name, key in _maps(part.material).items()} if part.uvs is not None else {}
        low, high = part.positions.min(axis=0), part.positions.max(axis=0)
        return GpuPart(
            buffers=buffers,
            indices=owned.keep(self.ctx.buffer(np.ascontiguousarray(part.triangles).tobytes())),
            features=(*features, *(name.upper() for name in maps)),
            uniforms=_material_uniforms(part.material),
            maps=maps,
            blend=part.material.blend,
            double_sided=part.material.double_sided,
            middle=(low + high).astype(float) / 2,
            emission=part.material.emissive,
            owned=owned,
        )

    def _texture(self, key: TextureKey) -> moderngl.Texture:
        if key not in self._textures:
            texture, srgb = key
            self._textures[key] = upload_texture(self.ctx, texture, srgb=srgb)
            self.work.textures_uploaded += 1
        return self._textures[key]


def _maps(material: Material) -> dict[str, TextureKey]:
    found = {
        "color_map": (material.color_texture, True),
        "surface_map": (material.roughness_metal_texture, False),
        "normal_map": (material.normal_texture, False),
    }
    return {name: (texture, srgb) for name, (texture, srgb) in found.items() if texture is not None}


def _material_uniforms(material: Material) -> bytes:
    rows = [[*material.color], [*material.emissive, material.roughness], [material.metallic, 0.0, 0.0, 0.0]]
    return np.array(rows, np.float32).tobytes()


class TransformTable:
    """World matrices of everything drawn, in one texture: a row each, a column of the matrix in each texel."""

    def __init__(self, ctx: moderngl.Context, work: GpuWork, *, capacity: int = 64) -> None:
        self._ctx, self._work = ctx, work
        self._rows: dict[str, int] = {}
        self._matrices = np.zeros((capacity, 4, 4), np.float32)
        self._free = list(range(capacity))[::-1]
        self.texture = self._new_texture()

    def row(self, key: str) -> int:
        return self._rows[key]

    def sync(self, wanted: Mapping[str, Matrix]) -> bool:
        """Hold exactly these matrices; gives whether anything changed."""
        gone = [key for key in self._rows if key not in wanted]
        for key in gone:
            self._free.append(self._rows.pop(key))
        changed = [key for key, matrix in wanted.items() if self._place(key, matrix)]
        for key in changed:
            self._upload(self._rows[key])
        return bool(gone or changed)

    def _place(self, key: str, matrix: Matrix) -> bool:
        columns = matrix.T.astype(np.float32)
        row = self._rows.get(key)
        if row is not None and np.array_equal(self._matrices[row], columns):
            return False
        if row is None:
            if not self._free:
                self._grow()
            row = self._rows[key] = self._free.pop()
        self._matrices[row] = columns
        return True

    def _upload(self, row: int) -> None:
        self.texture.write(self._matrices[row].tobytes(), viewport=(0, row, 4, 1))
        self._work.matrices_uploaded += 1

    def _grow(self) -> None:
        before = len(self._matrices)
        self._matrices = np.concatenate([self._matrices, np.zeros_like(self._matrices)])
        self._free = list(range(before, 2 * before))[::-1]
        give_back(self.texture)
        self.texture = self._new_texture()

    def _new_texture(self) -> moderngl.Texture:
        texture = self._ctx.texture((4, len(self._matrices)), 4, self._matrices.tobytes(), dtype="f4")
        texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
        return texture

    def release(self) -> None:
        give_back(self.texture)
