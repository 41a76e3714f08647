"""The small trained transformer: an encoder-decoder that turns a spelled reading into a spelled meaning.

It is trained by `vrplanner.recipes.command_model`. English word vectors are those of SmolLM2-135M reduced by principal
components and kept fixed, so that words it never saw in training lie beside those it did.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vrplanner.assistant.engines.spelling import END, OUTPUT_TOKENS, Spelled, allowed_next, read_answer
from vrplanner.assistant.meaning import Meaning
from vrplanner.core.errors import InvalidFile, Unavailable
from vrplanner.core.resources import assets_dir

if TYPE_CHECKING:
    import torch

LONGEST_INPUT, LONGEST_ANSWER = 64, 28
SMOOTHED = 0.955
"""What the model is taught to give a right token: training smooths its labels by 0.05."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What the model takes a sentence for. `confidence` is the probability of its least sure step, 0..1."""

    meanings: tuple[Meaning, ...]
    confidence: float


def build_network(config: Mapping[str, Any], word_count: int, vector_size: int) -> "torch.nn.Module":
    """An untrained network for this configuration; input rows below `word_count` hold fixed word vectors."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    class CommandNetwork(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words = torch.nn.Embedding(word_count, vector_size)
            self.words.weight.requires_grad_(False)
            self.others = torch.nn.Embedding(config["other_count"], vector_size)
            self.into = torch.nn.Linear(vector_size, config["d_model"], bias=False)
            self.t5 = T5ForConditionalGeneration(
                T5Config(
                    vocab_size=len(OUTPUT_TOKENS), d_model=config["d_model"], d_kv=config["d_model"] // config["heads"],
                    num_heads=config["heads"], d_ff=config["d_ff"], num_layers=config["encoder_layers"],
                    num_decoder_layers=config["decoder_layers"], dropout_rate=config.get("dropout", 0.1),
                    feed_forward_proj="gated-gelu", pad_token_id=0, eos_token_id=OUTPUT_TOKENS.index(END),
                    decoder_start_token_id=0, tie_word_embeddings=False,
                )
            )  # fmt: skip

        def embed(self, ids: "torch.Tensor") -> "torch.Tensor":
            """(batch, tokens) of ids to (batch, tokens, d_model): ids from `word_count` on are learnt ones."""
            is_word = ids < word_count
            fixed = self.words(torch.where(is_word, ids, 0))
            learnt = self.others(torch.where(is_word, 0, ids - word_count))
            return self.into(torch.where(is_word.unsqueeze(-1), fixed, learnt))

    return CommandNetwork()


class Vocabulary:
    """Ids of input tokens: words with fixed vectors first, then what is learnt (marks, Chinese characters)."""

    def __init__(self, words: Sequence[str], others: Sequence[str]) -> None:
        self.words, self.others = tuple(words), tuple(others)
        self._ids = {token: at for at, token in enumerate((*words, *others))}
        self._unknown = self._ids["<unk>"]
        self.pad = self._ids["<pad>"]

    def __len__(self) -> int:
        return len(self._ids)

    def encode(self, tokens: Sequence[str]) -> list[int]:
        return [self._id(token) for token in tokens[:LONGEST_INPUT]] or [self._unknown]

    def _id(self, token: str) -> int:
        found = self._ids.get(token)
        if found is None:
            stems = (token[: -len(tail)] for tail in ("'s", "ing", "ed", "es", "s", "ly") if token.endswith(tail))
            found = next((self._ids[stem] for stem in stems if stem in self._ids), self._unknown)
        return found


class CommandModel:
    """The trained model on the CPU."""

    name = "command-model"

    def __init__(self, folder: Path) -> None:
        import torch

        try:
            plain = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            weights = dict(np.load(folder / "weights.npz"))
        except FileNotFoundError as missing:
            raise Unavailable(
                "The language model is not installed.", hint="Run: vrplanner recipe command_model"
            ) from missing
        except (OSError, ValueError) as damaged:
            raise InvalidFile("The language model's files are damaged.", hint="Install the program again.") from damaged
        self.vocabulary = Vocabulary(plain["words"], plain["others"])
        self._network = build_network(plain["network"], len(plain["words"]), plain["vector_size"])
        state = {name: torch.from_numpy(values.astype(np.float32)) for name, values in weights.items()}
        self._network.load_state_dict(state)
        self._network.eval()

    def guess(self, spelled: Spelled) -> Guess:
        """The most probable answer, greedily, among those the schema and the sentence's names allow."""
        import torch

        network: Any = self._network
        ids = torch.tensor([self.vocabulary.encode(spelled.tokens)])
        with torch.inference_mode():
            encoded = network.t5.encoder(inputs_embeds=network.embed(ids))
            answer: list[str] = []
            least, cache_of, last = 0.0, None, 0
            for _ in range(LONGEST_ANSWER):
                out = network.t5(
                    encoder_outputs=encoded,
                    decoder_input_ids=torch.tensor([[last]]),
                    past_key_values=cache_of,
                    use_cache=True,
                )
                cache_of = out.past_key_values
                scores = torch.log_softmax(out.logits[0, -1], dim=-1)
                options = [_OUTPUT_IDS[token] for token in allowed_next(answer, spelled.ids)]
                if not options:
                    return Guess((), 0.0)
                last = max(options, key=lambda option: float(scores[option]))
                least = min(least, float(scores[last]))
                token = OUTPUT_TOKENS[last]
                if token == END:
                    break
                answer.append(token)
        return Guess(tuple(read_answer(answer, spelled.ids)), min(float(np.exp(least)) / SMOOTHED, 1.0))


_OUTPUT_IDS = {token: at for at, token in enumerate(OUTPUT_TOKENS)}


def model_folder() -> Path:
    return assets_dir() / "models" / "command-model"


@cache
def load_command_model() -> CommandModel:
    """The model that ships with the program, loaded once. Raises Unavailable, InvalidFile."""
    return CommandModel(model_folder())
