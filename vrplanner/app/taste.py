"""Keeps one person's taste: learns from the layouts they take if the settings allow it, tells it, forgets it.

The file is read anew each time: it is small, and another vrplanner may have learned or forgotten in the meantime.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from vrplanner.app.paths import data_dir
from vrplanner.app.settings import load_settings
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.proposal import Proposal
from vrplanner.recommend import store
from vrplanner.recommend.phrases import Language
from vrplanner.recommend.taste import Taste, describe, learn, weights

log = logging.getLogger(__name__)

DAMAGED = {
    "en": "The file of your taste was damaged and is kept aside as {name}; learning starts anew.",
    "zh": "您的喜好文件已损坏，已另存为 {name}；将重新开始学习。",
}


class TasteKeeper:
    """May be called from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._damaged: Path | None = None
        self._shown: tuple[Proposal, ...] = ()
        self._before = self._after = Taste()

    @property
    def file(self) -> Path:
        return data_dir() / store.FILE_NAME

    @property
    def choices(self) -> int:
        """From how many choices something was learned."""
        return self._load().choices

    def choose(self, proposals: Sequence[Proposal], chosen_index: int) -> None:
        """Somebody took this one of the proposals. Who takes another of the same ones after it meant the last.

        A taste that cannot be kept is a line in the log: the layout was taken all the same. Raises InvalidInput for an
        index that is none of theirs.
        """
        if not load_settings().learn_taste:
            return
        with self._lock:
            taste, shown = self._load(), tuple(proposals)
            if shown == self._shown and taste == self._after:
                taste = self._before
            learned = learn(taste, [proposal.scores for proposal in shown], chosen_index)
            try:
                if learned.choices:
                    store.save(self.file, learned)
            except VrPlannerError as error:
                log.warning("the taste could not be kept: %s", error)
                return
            self._shown, self._before, self._after = shown, taste, learned

    def weights(self) -> dict[str, float]:
        """What the optimiser's soft terms are multiplied by for this person, 0.5..2; 1 where nothing is known."""
        return weights(self._load())

    def sentences(self, language: Language = "en") -> tuple[str, ...]:
        """What was learned, in words; and that the file was damaged, if it was."""
        told = describe(self._load(), language)
        damaged = (DAMAGED[language].format(name=self._damaged.name),) if self._damaged else ()
        return (*damaged, *told)

    def forget(self) -> bool:
        """Delete all of it; whether there was any. Raises InvalidInput where that is not allowed."""
        with self._lock:
            self._damaged, self._shown, self._before, self._after = None, (), Taste(), Taste()
            return store.forget(self.file)

    def _load(self) -> Taste:
        kept = store.load(self.file)
        if kept.damaged is not None:
            log.warning("the taste was damaged and is now at %s", kept.damaged)
            self._damaged = kept.damaged
        return kept.taste
