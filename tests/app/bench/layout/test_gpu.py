"""The part of the layout benchmark that measures a graphics card, with and without one."""

import pytest

from vrplanner.app.bench.layout import gpu, measure
from vrplanner.layout.chains import run_chains


@pytest.mark.parametrize("installed", [True, False])
def test_says_so_where_there_is_no_card(monkeypatch: pytest.MonkeyPatch, installed: bool) -> None:
    monkeypatch.setattr(gpu, "has_card", lambda: False)
    monkeypatch.setattr(gpu, "has_compiler", lambda: installed)
    (figure,) = measure(parts=("gpu",), quick=True)
    assert figure.value == 0
    assert figure.note.startswith("no GPU here")
    assert ("installed" in figure.note) is not installed


def test_counts_what_the_card_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """With processors in its place the card's figure is one of theirs."""
    asked = []

    def on_card(tables, starts, seeds, schedule, *, progress):
        asked.append((len(starts), schedule.steps))
        return run_chains(tables, starts, seeds, schedule, threads=1, progress=progress)

    monkeypatch.setattr(gpu, "has_card", lambda: True)
    monkeypatch.setattr(gpu, "run_on_card", on_card)
    card, processors = measure(parts=("gpu",), quick=True)
    assert asked == [(1, 1), (gpu.CHAINS[0], 20)]
    assert f"{gpu.CHAINS[0]} chains on the card" in card.name
    assert card.value > 0
    assert processors.value > 0
