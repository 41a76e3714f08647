"""Stages 4 and 5: layouts are proposed and the first applied; an avatar is dressed and stands in the room."""

from dataclasses import replace

from vrplanner.app.demo.stage import Demo, Told
from vrplanner.app.pictures import choose_camera, picture_png
from vrplanner.app.services import first_room
from vrplanner.core.camera import Camera
from vrplanner.core.commands.base import Macro
from vrplanner.core.commands.people import SetAvatar, SetGarment
from vrplanner.core.free_floor import free_spot
from vrplanner.core.geometry import front_of, yaw_facing
from vrplanner.core.person import Avatar, Measurements
from vrplanner.core.progress import Progress, part
from vrplanner.core.proposal import Proposal

MEASUREMENTS = Measurements(height_m=1.68, chest_m=0.90, waist_m=0.72, hip_m=0.97)
GARMENT = "a knee-length red summer dress with short sleeves"


def arrange(demo: Demo, progress: Progress) -> Told:
    """Three layouts with scores and reasons; the first becomes one undo step."""
    document = demo.document
    proposals = [proposal for proposal in demo.proposals if isinstance(proposal, Proposal)]
    if not proposals:
        room_id = first_room(document.scene)
        proposals = list(demo.services.arrange(document.scene, room_id, progress=part(progress, 0.0, 0.7)))
    rows = [("layout", "score", "why")]
    files = []
    for number, proposal in enumerate(proposals, start=1):
        progress(0.7 + 0.1 * number, f"drawing layout {number}")
        preview = proposal.preview(document.scene)
        picture = picture_png(preview, document.models, choose_camera(preview, "top"), size=(800, 640))
        files.append(demo.write(f"4-layout-{number}.png", picture))
        rows.append((proposal.title, f"{100 * proposal.score:.0f}", " ".join(proposal.reasons)))
    if proposals:
        document.execute(proposals[0].as_command())
    return Told(table=tuple(rows), files=tuple(files), figures={"scores": [p.score for p in proposals]})


def wear(demo: Demo, progress: Progress) -> Told:
    """Make the body and the dress, and stand the person where there is floor."""
    document = demo.document
    avatar, body = demo.services.make_avatar(MEASUREMENTS, "female", progress=part(progress, 0.0, 0.5))
    garment, cloth = demo.services.make_garment(GARMENT, avatar, progress=part(progress, 0.5, 0.9))
    document.models.add(body)
    document.models.add(cloth)
    garment = replace(garment, id=document.scene.fresh_id("garment"))
    avatar = _placed(demo, replace(avatar, id=document.scene.fresh_id("avatar"), wearing=(garment.id,)))
    document.execute(Macro(title="Try on the dress", steps=(SetGarment(garment=garment), SetAvatar(avatar=avatar))))
    picture = picture_png(document.scene, document.models, portrait(avatar), size=(800, 1000))
    got = demo.services.body(MEASUREMENTS, "female").achieved
    pairs = {"height": "height_m", "chest": "chest_m", "waist": "waist_m", "hip": "hip_m"}
    rows = [("measure", "asked for", "body has")]
    for name, field in pairs.items():
        rows.append((name, f"{100 * getattr(MEASUREMENTS, field):.1f} cm", f"{100 * getattr(got, field):.1f} cm"))
    return Told(lines=(f"Wearing: {garment.name}.",), table=tuple(rows), files=(demo.write("5-wear.png", picture),))


def portrait(avatar: Avatar) -> Camera:
    """A view of a person from the front, a little to the side."""
    x, y, z = avatar.position
    tall = avatar.measurements.height_m
    ahead, aside = front_of(avatar.yaw_rad), front_of(avatar.yaw_rad + 0.5)
    away = 1.55 * tall
    eye = (x + away * (ahead[0] + aside[0]) / 2, y + 0.72 * tall, z + away * (ahead[1] + aside[1]) / 2)
    return Camera(id="portrait", name=avatar.name, position=eye, target=(x, y + 0.52 * tall, z), fov_rad=0.72)


def _placed(demo: Demo, avatar: Avatar) -> Avatar:
    """On free floor, facing the middle of the room."""
    scene = demo.document.scene
    room = scene.room(first_room(scene))
    (x, z), _ = free_spot(scene, room)
    centre = room.polygon.centroid
    return replace(avatar, position=(x, 0.0, z), yaw_rad=yaw_facing((centre.x - x + 1e-9, centre.y - z)))
