"""One person's taste through the services: learned from what is taken, told, forgotten, never in the way."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from vrplanner.app.services import Services
from vrplanner.app.settings import Settings, save_settings
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidInput
from vrplanner.core.proposal import Proposal
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.recommend.taste import Taste, learn, weights

TERMS = ("windows", "walls", "walkways")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path))
    return tmp_path


def offers(seed: int) -> tuple[Proposal, ...]:
    chance = random.Random(seed)
    return tuple(
        Proposal(title=f"Layout {i}", commands=(), scores={name: 1.0 - chance.uniform(0.0, 0.3) for name in TERMS})
        for i in range(3)
    )


def roomiest(proposals: tuple[Proposal, ...]) -> int:
    return max(range(len(proposals)), key=lambda i: proposals[i].scores["walkways"])


def test_a_preference_is_learned_told_and_remembered(home: Path) -> None:
    services = Services()
    assert services.taste_choices() == 0
    assert services.taste.weights() == {}
    for seed in range(8):
        services.choose_layout(offers(seed), roomiest(offers(seed)))
    later = Services()
    assert later.taste_choices() == 8
    assert "wide ways through the room (learned from 8 choices)" in later.taste_sentences()[0]
    assert "通道宽敞" in later.taste_sentences("zh")[0]
    assert later.taste.weights()["walkways"] > 1.2
    assert [file.name for file in (home / "data").iterdir()] == ["taste.json"]


def test_what_was_learned_reaches_the_suggestions_asked_for_by_click_and_by_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, float]] = []

    def suggest(*scene_and_room: object, taste: dict[str, float], **others: object) -> list[Proposal]:
        asked.append(taste)
        return list(offers(1))

    monkeypatch.setattr("vrplanner.layout.suggest.suggest_layouts", suggest)
    services = Services()
    document = Document(Scene(rooms={"room_1": room_from_corners("room_1", [(0, 0), (5, 0), (5, 4), (0, 4)])}))
    services.arrange(document.scene, "room_1")
    for seed in range(8):
        services.choose_layout(offers(seed), roomiest(offers(seed)))
    services.arrange(document.scene, "room_1")
    services.say(document, "suggest a layout for the room")
    assert asked == [{}, services.taste_weights(), services.taste_weights()]
    assert services.taste_weights()["walkways"] > 1.2


def test_who_said_not_to_learn_is_obeyed(home: Path) -> None:
    save_settings(Settings(learn_taste=False))
    services = Services()
    services.choose_layout(offers(1), 0)
    assert services.taste_choices() == 0
    assert not (home / "data" / "taste.json").exists()


def test_trying_one_layout_after_the_other_counts_as_the_last_one() -> None:
    services, shown = Services(), offers(3)
    services.choose_layout(offers(2), 0)
    for tried in (0, 2, 1, 1):
        services.choose_layout(shown, tried)
    scores = [[proposal.scores for proposal in proposals] for proposals in (offers(2), shown)]
    expected = learn(learn(Taste(), scores[0], 0), scores[1], 1)
    assert services.taste_choices() == 2
    assert services.taste.weights() == weights(expected)
    assert expected != learn(learn(Taste(), scores[0], 0), scores[1], 0)


def test_forgetting_is_for_good(home: Path) -> None:
    services = Services()
    services.choose_layout(offers(1), 0)
    services.forget_taste()
    assert services.taste_choices() == 0
    assert list((home / "data").iterdir()) == []
    services.choose_layout(offers(1), 0)
    assert services.taste_choices() == 1


def test_what_another_program_forgot_does_not_come_back() -> None:
    services, other = Services(), Services()
    for seed in range(4):
        services.choose_layout(offers(seed), 0)
    other.forget_taste()
    services.choose_layout(offers(3), 1)
    assert services.taste_choices() == 1


@pytest.mark.parametrize(("language", "said"), [("en", "was damaged"), ("zh", "已损坏")])
def test_a_damaged_file_is_said_and_learning_goes_on(home: Path, language: str, said: str) -> None:
    (home / "data").mkdir()
    (home / "data" / "taste.json").write_text("{", encoding="utf-8")
    services = Services()
    told = services.taste_sentences(language)
    assert said in told[0]
    assert "taste.damaged.json" in told[0]
    assert len(told) == 2
    services.choose_layout(offers(1), 0)
    assert services.taste_choices() == 1
    services.forget_taste()
    assert len(services.taste_sentences(language)) == 1


def test_a_taste_that_cannot_be_kept_is_no_reason_to_refuse_a_layout(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    services = Services()
    services.choose_layout(offers(1), 0)
    (home / "data" / "taste.json").chmod(0o400)
    services.choose_layout(offers(2), 0)
    assert "read-only" in caplog.text
    assert services.taste_choices() == 1


def test_nothing_is_written_where_nothing_could_be_learned(home: Path) -> None:
    Services().choose_layout(offers(1)[:1], 0)
    Services().choose_layout([replace(offers(1)[0], scores={})] * 2, 1)
    assert list((home / "data").iterdir()) == []


def test_an_index_of_no_proposal_is_refused() -> None:
    with pytest.raises(InvalidInput):
        Services().choose_layout(offers(1), 3)
