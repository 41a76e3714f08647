"""The project file: nothing lost, nothing half-read, nothing half-written."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.core.item import Item
from vrplanner.core.model import Material, Model, ModelStore
from vrplanner.core.relation import Relation
from vrplanner.core.room import Opening, Socket, room_from_corners, with_opening, with_socket
from vrplanner.core.scene import Scene
from vrplanner.formats import vrplan

from ..core.strategies import scenes
from .test_gltf import box_part

GOLDEN = Path(__file__).parent / "golden"


def furnished() -> Document:
    models = ModelStore()
    digest = models.add(Model((box_part((2.0, 0.8, 0.9), Material(name="cloth", color=(0.2, 0.3, 0.4, 1.0))),)))
    room = room_from_corners("room_1", [(0, 0), (5, 0), (5, 4), (0, 4)], height_m=2.6, name="客厅")
    door = Opening(id="door_1", kind="door", offset_m=1.0, width_m=0.9, height_m=2.05)
    sofa = Item(
        id="sofa_1", kind="sofa", name="Sofa", position=(2.5, 0.0, 0.5), yaw_rad=0.25, size=(2.0, 0.8, 0.9),
        model=digest, color="#334455", price=499.0, currency="EUR",
    )  # fmt: skip
    scene = Scene(rooms={"room_1": with_opening(room, "room_1.wall_1", door)}, items={"sofa_1": sofa}, name="Test")
    return Document(scene, models)


def wired() -> Document:
    """The same room with a socket, and with a wish for the sofa."""
    document = furnished()
    room = with_socket(document.scene.room("room_1"), "room_1.wall_2", Socket(id="s", offset_m=0.4, height_m=1.1))
    chair = replace(document.scene.item("sofa_1"), id="chair_1")
    relation = Relation(id="relation_1", kind="around", item_id="chair_1", target_id="sofa_1", far_m=0.9, wanted=False)
    scene = replace(
        document.scene, rooms={"room_1": room}, items={**document.scene.items, "chair_1": chair},
        relations={"relation_1": relation, "relation_2": Relation(id="relation_2", kind="daylight", item_id="sofa_1")},
    )  # fmt: skip
    return Document(scene, document.models)


def with_document(data: bytes, plain: object) -> bytes:
    return altered(data, {"document.json": json.dumps(plain).encode()})


def plain_document(data: bytes) -> dict[str, dict[str, dict[str, object]]]:
    return json.loads(zipfile.ZipFile(io.BytesIO(data)).read("document.json"))


def altered(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The same zip with members replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def test_saving_and_opening_loses_nothing(tmp_path: Path) -> None:
    document, path = furnished(), tmp_path / "home.vrplan"
    vrplan.save(path, document, thumbnail=b"png")
    again = vrplan.load(path)
    assert again.scene == document.scene
    assert set(again.models) == set(document.models)
    assert not document.modified
    assert [entry.name for entry in tmp_path.iterdir()] == ["home.vrplan"]


def test_wishes_and_sockets_are_kept_and_so_is_what_is_not_known_of_them() -> None:
    document = wired()
    data = vrplan.to_bytes(document.scene, document.models)
    assert vrplan.from_bytes(data)[0] == document.scene
    plain = plain_document(data)
    plain["relations"]["relation_1"]["since"] = 2031
    plain["rooms"]["room_1"]["walls"][1]["sockets"][0]["usb"] = True
    scene, models = vrplan.from_bytes(with_document(data, plain))
    assert plain_document(vrplan.to_bytes(scene, models)) == plain


def test_a_relation_to_a_thing_that_an_older_program_removed_is_let_go() -> None:
    document = wired()
    data = vrplan.to_bytes(document.scene, document.models)
    plain = plain_document(data)
    del plain["items"]["chair_1"]
    scene, _ = vrplan.from_bytes(with_document(data, plain))
    assert list(scene.relations) == ["relation_2"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"near_m": 2.0}, "leaves no distance"),
        ({"target_id": "chair_1"}, "itself"),
        ({"kind": "above"}, "relation_1.kind should be one of view"),
        ({"id": "other"}, "under the name relation_1"),
    ],
)
def test_a_relation_that_cannot_be_is_damage(change: dict[str, object], words: str) -> None:
    document = wired()
    data = vrplan.to_bytes(document.scene, document.models)
    plain = plain_document(data)
    plain["relations"]["relation_1"] |= change
    with pytest.raises(InvalidFile, match=words):
        vrplan.from_bytes(with_document(data, plain))


def test_a_socket_off_its_wall_is_damage() -> None:
    document = wired()
    data = vrplan.to_bytes(document.scene, document.models)
    plain = plain_document(data)
    plain["rooms"]["room_1"]["walls"][1]["sockets"][0]["offset_m"] = 40
    with pytest.raises(InvalidFile, match="not on its wall"):
        vrplan.from_bytes(with_document(data, plain))


@given(scene=scenes())
def test_any_scene_comes_back_from_a_file(scene: Scene) -> None:
    bare = replace(
        scene,
        items={key: replace(item, model=None) for key, item in scene.items.items()},
        avatars={key: replace(avatar, model=None) for key, avatar in scene.avatars.items()},
        garments={key: replace(garment, model=None) for key, garment in scene.garments.items()},
    )
    assert vrplan.from_bytes(vrplan.to_bytes(bare, ModelStore()))[0] == bare


def test_the_same_document_gives_the_same_file() -> None:
    document = furnished()
    assert vrplan.to_bytes(document.scene, document.models) == vrplan.to_bytes(document.scene, document.models)


def test_a_file_of_version_1_still_opens() -> None:
    document = vrplan.load(GOLDEN / "version_1.vrplan")
    assert document.scene == furnished().scene


def test_what_a_newer_version_added_survives_and_its_file_is_not_overwritten(tmp_path: Path) -> None:
    document = furnished()
    data = vrplan.to_bytes(document.scene, document.models)
    plain = json.loads(zipfile.ZipFile(io.BytesIO(data)).read("document.json"))
    plain["weather"] = {"rain": True}
    plain["items"]["sofa_1"]["smell"] = ["new"]
    plain["rooms"]["room_1"]["walls"][0]["insulation"] = 3
    newer = altered(
        data,
        {
            "document.json": json.dumps(plain).encode(),
            "manifest.json": json.dumps({"format": "vrplan", "version": 99}).encode(),
        },
    )
    path = tmp_path / "newer.vrplan"
    path.write_bytes(newer)
    opened = vrplan.load(path)
    with pytest.raises(InvalidInput, match="newer vrplanner"):
        vrplan.save(path, opened)
    assert path.read_bytes() == newer
    vrplan.save(tmp_path / "copy.vrplan", opened)
    copy = json.loads(zipfile.ZipFile(tmp_path / "copy.vrplan").read("document.json"))
    assert copy["weather"] == {"rain": True}
    assert copy["items"]["sofa_1"]["smell"] == ["new"]
    assert copy["rooms"]["room_1"]["walls"][0]["insulation"] == 3


@given(cut=st.floats(0, 0.999))
def test_a_file_cut_anywhere_is_refused(cut: float) -> None:
    document = furnished()
    data = vrplan.to_bytes(document.scene, document.models)
    with pytest.raises(InvalidFile):
        vrplan.from_bytes(data[: int(len(data) * cut)])


@given(data=st.data())
def test_a_changed_byte_is_noticed_or_harmless(data: st.DataObject) -> None:
    document = furnished()
    whole = bytearray(vrplan.to_bytes(document.scene, document.models))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        scene, _ = vrplan.from_bytes(bytes(whole))
    except InvalidFile:
        return
    assert scene == document.scene


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"../../evil": b"x"}, "outside itself"),
        ({"/etc/evil": b"x"}, "outside itself"),
        ({"bomb": b"\0" * 50_000_000}, "more than is sensible"),
        ({"manifest.json": b'{"format": "other"}'}, "no vrplanner project"),
        ({"manifest.json": b'{"format": "vrplan"}'}, "does not say its version"),
        ({"manifest.json": b'{"format": "vrplan", "version": 0}'}, "never was"),
        ({"document.json": b"{"}, "not JSON"),
        ({"document.json": b'{"items": {"a": {"id": "a"}}}'}, "document.items.a lacks"),
        ({"document.json": b"[" * 100_000}, "not JSON"),
    ],
)
def test_hostile_and_foreign_files_are_refused_with_a_reason(changes: dict[str, bytes], words: str) -> None:
    document = furnished()
    data = altered(vrplan.to_bytes(document.scene, document.models), changes)
    with pytest.raises(InvalidFile, match=words):
        vrplan.from_bytes(data)


def test_an_altered_model_is_noticed() -> None:
    document = furnished()
    data = vrplan.to_bytes(document.scene, document.models)
    digest = next(iter(document.models))
    other = Model((box_part((9, 9, 9)),))
    from vrplanner.formats.gltf import write_model

    with pytest.raises(InvalidFile, match="altered"):
        vrplan.from_bytes(altered(data, {f"meshes/{digest}.glb": write_model(other)}))


def test_files_that_are_not_there_or_cannot_be_written_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="no file"):
        vrplan.load(tmp_path / "ghost.vrplan")
    with pytest.raises(InvalidFile, match="folder"):
        vrplan.load(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidInput, match="cannot be written"):
        vrplan.save(tmp_path / "file" / "home.vrplan", furnished())


def test_a_save_that_fails_leaves_the_old_file_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, document = tmp_path / "home.vrplan", furnished()
    vrplan.save(path, document)
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    smaller = Document(replace(document.scene, name="Changed"), document.models)
    with pytest.raises(InvalidInput, match="No space left"):
        vrplan.save(path, smaller)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["home.vrplan"]
