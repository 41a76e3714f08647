"""Which products fit a few words, in English and Chinese.

Every word of the query counts by where it is found (name, class, colour, material, description) and by how rare it is;
Chinese, which has no spaces, is compared by pairs of characters and by known class names.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from vrplanner.catalog.product import Product
from vrplanner.core.furniture import BY_NAME, all_names

_WEIGHTS = {"class": 4.0, "name": 3.0, "color": 2.5, "material": 2.5, "room": 1.5, "description": 1.0}
_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")
_FILLERS = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "with",
        "and",
        "or",
        "for",
        "in",
        "to",
        "please",
        "show",
        "me",
        "find",
        "some",
        "want",
        "need",
        "的",
        "一个",
        "找",
        "要",
        "我",
        "想",
    }
)
_CHINESE: Mapping[str, tuple[str, ...]] = {
    "white": ("白色", "白"), "black": ("黑色", "黑"), "grey": ("灰色", "灰"), "beige": ("米色",), "cream": ("奶油色",),
    "green": ("绿色", "绿"), "blue": ("蓝色", "蓝"), "navy": ("藏青",), "red": ("红色", "红"), "brown": ("棕色",),
    "mustard": ("芥末黄", "黄色"), "cognac": ("焦糖色",), "terracotta": ("陶土色",), "gold": ("金色",),
    "silver": ("银色",), "sage": ("灰绿",), "charcoal": ("炭灰",), "oak": ("橡木",), "walnut": ("胡桃木",),
    "pine": ("松木",), "beech": ("榉木",), "linen": ("亚麻",), "velvet": ("丝绒", "天鹅绒"), "leather": ("真皮", "皮"),
    "marble": ("大理石",), "glass": ("玻璃",), "metal": ("金属", "铁艺"), "brass": ("黄铜",), "wool": ("羊毛",),
    "fabric": ("布艺",), "boucle": ("圈圈绒",), "rattan": ("藤编",), "ceramic": ("陶瓷",), "round": ("圆形", "圆"),
    "living": ("客厅",), "bedroom": ("卧室",), "dining": ("餐厅",), "study": ("书房",), "kitchen": ("厨房",),
    "bath": ("浴室", "卫生间"), "jute": ("黄麻",), "plastic": ("塑料",), "lacquer": ("烤漆",),
}  # fmt: skip
Term = tuple[str, ...]
"""One thing asked for, by any of these words."""
_ENGLISH = {chinese: english for english, words in _CHINESE.items() for chinese in words}


class Index:
    """Words of every product with their weights, made once."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = list(products)
        self._words = [_weighted_words(product) for product in self._products]
        self._spread = Counter(word for words in self._words for word in words)

    def ranked(self, text: str) -> Sequence[Product]:
        """Products with at least half of the query's weight, best first; all of them, in order, for an empty query."""
        query = query_words(text)
        if not query:
            return self._products if not text.strip() else []
        rarity = {term: self._rarity(term) for term in query}
        whole = sum(rarity.values())
        scored = []
        for order, (product, words) in enumerate(zip(self._products, self._words, strict=True)):
            hits = {term: best for term in query if (best := max(_best_match(word, words) for word in term)) > 0}
            if sum(rarity[term] for term in hits) >= 0.5 * whole:
                score = sum(rarity[term] * best for term, best in hits.items())
                scored.append((-score, order, product))
        return [product for _, _, product in sorted(scored, key=lambda entry: entry[:2])]

    def _rarity(self, term: Term) -> float:
        products = min(self._spread[word] for word in term)
        return math.log(1 + (1 + len(self._products)) / (1 + products))


def query_words(text: str) -> list[Term]:
    """Classes, words and pairs of Chinese characters of a query, each once.

    An English class name also stands for its plain last word: "lamp" means table lamps first, and every other lamp.
    """
    rest = f" {text.lower()} "
    found: list[Term] = []
    for name, entry in all_names():
        pattern = re.compile(rf"\b{re.escape(name)}(?:s|es)?\b") if name.isascii() else re.compile(re.escape(name))
        if pattern.search(rest):
            found.append((f"class:{entry.name}", *_words(name)[-1:]) if name.isascii() else (f"class:{entry.name}",))
            rest = pattern.sub(" ", rest)
    for chinese in sorted(_ENGLISH, key=len, reverse=True):
        if chinese in rest:
            found.append((_ENGLISH[chinese],))
            rest = rest.replace(chinese, " ")
    found += [(word,) for word in _words(rest) if word not in _FILLERS]
    return list(dict.fromkeys(found))


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word.isascii():
            words.append(_stem(word))
        elif len(word) > 1:
            words += [word[i : i + 2] for i in range(len(word) - 1)]
    return words


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _weighted_words(product: Product) -> Mapping[str, float]:
    texts = {
        "name": " ".join(product.names.values()),
        "color": product.color,
        "material": product.material,
        "room": product.room,
        "description": product.description,
    }
    weights: dict[str, float] = {f"class:{product.kind}": _WEIGHTS["class"]}
    names = (product.kind, *BY_NAME[product.kind].words)
    for word in {word for name in names for word in _words(name)}:
        weights[word] = _WEIGHTS["description"]
    for field_name, text in texts.items():
        for word in _words(text):
            weights[word] = max(weights.get(word, 0.0), _WEIGHTS[field_name])
    return weights


def _best_match(word: str, words: Mapping[str, float]) -> float:
    """The weight of the word itself, or 60 % of that of a word which starts with it (typing is not finished)."""
    if word in words:
        return words[word]
    if word.startswith("class:") or len(word) < 2:
        return 0.0
    return max((0.6 * weight for known, weight in words.items() if known.startswith(word)), default=0.0)
