"""Stages 2 and 3: sentences from recordings and one that is typed become commands; furniture is made to size."""

from vrplanner.app.demo.stage import Demo, Told
from vrplanner.app.standins import stand_ins
from vrplanner.core.progress import Progress, part
from vrplanner.core.resources import assets_dir
from vrplanner.core.scene import Scene

SPOKEN = ("place-sofa.wav", "move-sofa.wav", "undo.wav")
ASK_FOR_LAYOUT = "suggest-layout.wav"
TYPED = "i'd be really happy with a tall oak bookcase against the east wall"


def speak(demo: Demo, progress: Progress) -> Told:
    """Hear the recordings and read the typed sentence; do what they say."""
    from vrplanner.voice.audio import read_wav

    rows: list[tuple[str, ...]] = [("said", "understood", "by", "done")]
    recogniser = demo.services.recogniser
    sentences: list[tuple[str, str]] = []
    files = [*SPOKEN, ASK_FOR_LAYOUT]
    for done, name in enumerate(files):
        progress(0.5 * done / len(files), f"listening to {name}")
        samples = read_wav(assets_dir() / "speech" / name)
        sentences.append((f"♪ {name}", recogniser.transcribe(samples, hints=_names(demo.document.scene)).text))
    sentences.insert(len(SPOKEN), ("typed", TYPED))
    for done, (source, text) in enumerate(sentences):
        turn = demo.services.say(demo.document, text, progress=part(progress, 0.5 + done / 10, 0.6 + done / 10))
        understood = ", ".join(record.intent for record in turn.records)
        rows.append((f"{text} ({source})", understood, turn.engine, "; ".join(turn.done) or turn.reply))
        demo.proposals = tuple(turn.proposals) or demo.proposals
    return Told(table=tuple(rows), figures={"heard": [text for _, text in sentences]})


def generate(demo: Demo, progress: Progress) -> Told:
    """Show what was made, and make furniture for the boxes of the scan."""
    document = demo.document
    macro = stand_ins(document.scene, document.models, progress=part(progress, 0.0, 0.9))
    if macro is not None:
        document.execute(macro)
    rows = [("piece", "size asked for", "size of the mesh", "triangles")]
    for item in document.scene.items.values():
        if item.model is not None:
            model = document.models.get(item.model)
            rows.append((item.name, _size(item.size), _size(model.size), f"{model.triangle_count:,}"))
    return Told(table=tuple(rows), figures={"made": len(rows) - 1})


def _names(scene: Scene) -> list[str]:
    return sorted({item.kind for item in scene.items.values()} | {"sofa", "layout"})


def _size(size: tuple[float, float, float]) -> str:
    return " × ".join(f"{side:.3f}" for side in size) + " m"
