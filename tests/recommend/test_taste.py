"""What choices teach, and what they must not: properties of the learned taste."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.errors import InvalidInput
from vrplanner.layout.scores import SHARES
from vrplanner.recommend.phrases import TERMS
from vrplanner.recommend.taste import (
    MOST_LEANING,
    MOST_PER_CHOICE,
    NO_TASTE,
    PRIOR_PRECISION,
    Leaning,
    Taste,
    describe,
    learn,
    weights,
)

NAMES = ("windows", "walls", "together", "balance", "walkways", "view")
Shown = list[dict[str, float]]


def some_layouts(chance: random.Random, count: int = 3) -> Shown:
    """Scores that differ as those of suggestions for one room do."""
    return [{name: max(0.0, 1.0 - abs(chance.gauss(0.0, 0.13))) for name in NAMES} for _ in range(count)]


def highest(shown: Sequence[dict[str, float]], name: str) -> int:
    return max(range(len(shown)), key=lambda i: shown[i][name])


def lowest(shown: Sequence[dict[str, float]], name: str) -> int:
    return min(range(len(shown)), key=lambda i: shown[i][name])


def taught(choices: Sequence[tuple[Shown, int]]) -> Taste:
    taste = Taste()
    for shown, chosen in choices:
        taste = learn(taste, shown, chosen)
    return taste


@given(seed=st.integers(0, 10_000), name=st.sampled_from(NAMES))
def test_who_always_takes_the_best_of_a_term_has_its_weight_raised(seed: int, name: str) -> None:
    chance = random.Random(seed)
    choices = [(shown, highest(shown, name)) for shown in (some_layouts(chance) for _ in range(15))]
    learned = weights(taught(choices))
    assert learned[name] > 1.25
    assert learned[name] == max(learned.values())


@given(seed=st.integers(0, 10_000), name=st.sampled_from(NAMES))
def test_who_always_takes_the_worst_of_a_term_has_its_weight_lowered(seed: int, name: str) -> None:
    chance = random.Random(seed)
    choices = [(shown, lowest(shown, name)) for shown in (some_layouts(chance) for _ in range(15))]
    learned = weights(taught(choices))
    assert learned[name] < 0.8
    assert learned[name] == min(learned.values())


@given(seed=st.integers(0, 10_000), name=st.sampled_from(NAMES))
def test_one_choice_leans_the_right_way_but_changes_no_weight_yet(seed: int, name: str) -> None:
    shown = [{name: 0.9}, {name: 0.8}, {name: 0.8}]
    taste = learn(Taste(), shown, 0)
    assert 0 < taste.terms[name].mean <= MOST_PER_CHOICE
    assert taste.terms[name].precision > PRIOR_PRECISION
    assert weights(taste)[name] == 1.0


def test_choices_by_the_toss_of_a_die_leave_the_weights_near_one() -> None:
    learned = []
    for seed in range(60):
        chance = random.Random(seed)
        shown = [some_layouts(chance) for _ in range(20)]
        learned += weights(taught([(layouts, chance.randrange(3)) for layouts in shown])).values()
    near = [weight for weight in learned if 0.8 <= weight <= 1.25]
    assert len(learned) == 60 * len(NAMES)
    assert len(near) / len(learned) > 0.9
    assert sum(learned) / len(learned) == pytest.approx(1.0, abs=0.03)


@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_same_choices_matters_little(seed: int) -> None:
    chance = random.Random(seed)
    choices = [(shown, highest(shown, "walls")) for shown in (some_layouts(chance) for _ in range(8))]
    forwards = weights(taught(choices))
    backwards = weights(taught(choices[::-1]))
    assert all(abs(math.log2(forwards[name] / backwards[name])) < 0.5 for name in NAMES)


def test_most_of_the_time_the_order_matters_hardly_at_all() -> None:
    differences = []
    for seed in range(60):
        chance = random.Random(seed)
        choices = [(shown, chance.randrange(3)) for shown in (some_layouts(chance) for _ in range(8))]
        forwards, backwards = weights(taught(choices)), weights(taught(choices[::-1]))
        differences += [abs(math.log2(forwards[name] / backwards[name])) for name in NAMES]
    assert sorted(differences)[int(0.9 * len(differences))] < 0.1


LAYOUT = st.dictionaries(st.sampled_from([*NAMES, "", "新"]), st.floats(), max_size=5)


@given(st.lists(st.tuples(st.lists(LAYOUT, min_size=1, max_size=6), st.integers(0, 5)), max_size=30))
def test_weights_and_beliefs_stay_within_bounds_whatever_is_fed(choices: list[tuple[Shown, int]]) -> None:
    taste = Taste()
    for shown, chosen in choices:
        before = taste
        taste = learn(before, shown, chosen % len(shown))
        taste.check()
        for name, leaning in taste.terms.items():
            known = before.terms.get(name, Leaning()).mean
            assert abs(leaning.mean - known) <= MOST_PER_CHOICE + 0.02 * MOST_LEANING + 1e-3
        assert all(0.5 <= weight <= 2.0 for weight in weights(taste).values())
        assert describe(taste)


@given(seed=st.integers(0, 10_000))
def test_the_same_choices_teach_the_same(seed: int) -> None:
    def once() -> Taste:
        chance = random.Random(seed)
        return taught([(some_layouts(chance, 4), chance.randrange(4)) for _ in range(10)])

    assert once() == once()


def test_extreme_evidence_for_ever_stays_bounded_and_is_unlearned_again() -> None:
    taste = Taste()
    for _ in range(300):
        taste = learn(taste, [{"view": 1.0}, {"view": 0.0}], 0)
    taste.check()
    loved = weights(taste)["view"]
    assert 1.0 < loved <= 2.0
    for _ in range(60):
        taste = learn(taste, [{"view": 1.0}, {"view": 0.0}], 1)
    assert weights(taste)["view"] < 1.0


def test_what_is_not_seen_again_fades() -> None:
    taste = taught([([{"view": 0.9}, {"view": 0.7}], 0)] * 12)
    loved = weights(taste)["view"]
    for _ in range(80):
        taste = learn(taste, [{"walls": 0.9}, {"walls": 0.8}], 0)
    assert loved > 1.4
    assert 1.0 <= weights(taste)["view"] < loved


def test_what_tells_nothing_teaches_nothing() -> None:
    known = learn(Taste(), [{"view": 0.9}, {"view": 0.7}], 0)
    same = {"view": 0.8, "walls": 0.5}
    nothing: list[Shown] = [
        [same], [same, same], [{"view": 1.0}, {"walls": 1.0}], [{}, {}],
        [{"view": float("nan")}, {"view": 0.3}], [{"view": 1.5}, {"view": 1.0}],
    ]  # fmt: skip
    assert [learn(known, shown, 0) for shown in nothing] == [known] * len(nothing)


def test_every_score_of_a_layout_has_words_or_is_no_matter_of_taste() -> None:
    assert sorted(set(SHARES) - set(TERMS) - NO_TASTE) == []


@pytest.mark.parametrize("name", sorted(NO_TASTE))
def test_that_a_layout_works_is_no_matter_of_taste(name: str) -> None:
    assert learn(Taste(), [{name: 0.2}, {name: 1.0}], 0) == Taste()
    meddled = Taste(terms={name: Leaning(mean=-4.0, precision=9.0, choices=5)}, choices=5)
    assert weights(meddled) == {}
    assert len(describe(meddled)) == 1


@pytest.mark.parametrize("chosen", [-1, 2])
def test_a_layout_that_was_not_shown_cannot_be_chosen(chosen: int) -> None:
    with pytest.raises(InvalidInput, match="not among the 2"):
        learn(Taste(), [{"view": 1.0}, {"view": 0.0}], chosen)


@pytest.mark.parametrize(
    "leaning",
    [Leaning(mean=9.0), Leaning(precision=0.5), Leaning(precision=1e300), Leaning(choices=7), Leaning(choices=-1)],
)
def test_figures_that_cannot_have_been_learned_are_refused(leaning: Leaning) -> None:
    with pytest.raises(InvalidInput):
        Taste(terms={"view": leaning}, choices=3).check()


def test_a_taste_is_told_in_both_languages() -> None:
    chance = random.Random(1)
    choices = [(shown, highest(shown, "windows")) for shown in (some_layouts(chance) for _ in range(6))]
    taste = taught(choices)
    english, chinese = describe(taste, "en"), describe(taste, "zh")
    assert english[0] == "You prefer layouts with windows that nothing stands before (learned from 6 choices)."
    assert chinese[0] == "您偏爱窗前不被遮挡的布局（来自 6 次选择）。"
    assert len(english) == len(chinese)


def test_the_strongest_leaning_is_told_first_and_dislikes_too() -> None:
    leanings = {
        "view": Leaning(mean=1.2, precision=9.0, choices=5),
        "walls": Leaning(mean=-2.0, precision=9.0, choices=7),
    }
    told = describe(Taste(terms=leanings, choices=9))
    assert told == (
        "You care less about furniture that stands against the walls (learned from 7 choices).",
        "You clearly prefer layouts with a good view of the screen (learned from 5 choices).",
    )


def test_no_choices_and_no_clear_preference_are_said() -> None:
    one = learn(Taste(), [{"view": 0.9}, {"view": 0.7}], 0)
    assert "Nothing has been learned" in describe(Taste())[0]
    assert describe(one) == ("No preference is clear yet (learned from 1 choice).",)
    assert describe(replace(one, choices=2), "zh") == ("目前还看不出明显的喜好（来自 2 次选择）。",)


def test_a_term_without_words_is_told_by_its_name() -> None:
    taste = Taste(terms={"wall_art": Leaning(mean=2.0, precision=9.0, choices=5)}, choices=5)
    assert 'more "wall art"' in describe(taste)[0]
    assert "「wall art」" in describe(taste, "zh")[0]
