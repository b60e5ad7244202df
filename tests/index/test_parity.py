"""The tokenizer in Python and in JavaScript give the same tokens, hashes included."""

import json
import random
import subprocess
from pathlib import Path

import pytest
import yaml

from build_scripts.index.shards import token_hash
from build_scripts.index.tokens import normalise, query_tokens
from build_scripts.load.collection import Collection

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "tests" / "search" / "questions"

#: Characters that the rules tell apart, more often than chance would bring them together.
ALPHABETS = (
    "一二三四五六七八九十百零〇两分之个月年工作日周岁 %.0123aZeÉüÜ〔〕（）",
    "补贴稳岗返还灵活就业社保　\t\n\r",
    "\u0301\u200b\ufeff😀👨‍👩‍👧\ud800\udfff𠀀𠮷𪚥㍿㎡①⑩Ⅳ％．０１２ＡＢｱﾞ",
)


def _random_texts() -> list[str]:
    rng = random.Random(20261126)
    texts = []
    for _ in range(10_000):
        alphabet = "".join(rng.sample(ALPHABETS, rng.randint(1, len(ALPHABETS))))
        texts.append(
            "".join(
                rng.choice(alphabet) if rng.random() < 0.9 else chr(rng.randrange(0x110000))
                for _ in range(rng.randint(0, 60))
            )
        )
    texts.append("".join(rng.choice(ALPHABETS[0] + ALPHABETS[1]) for _ in range(10_000)))
    return texts


@pytest.fixture(scope="module")
def texts(collection: Collection) -> list[str]:
    """The whole corpus, all queries, every code point, random texts."""
    found = [
        clause.own_text() for policy in collection.policies.values() for clause in policy.clauses()
    ]
    for path in QUESTIONS.glob("*.yml"):
        found += [entry["query"] for entry in yaml.safe_load(path.read_text("utf-8"))]
    found += [chr(code) for code in range(0x110000)]
    return found + _random_texts()


def test_python_and_javascript_agree(texts: list[str], tmp_path: Path) -> None:
    # Escaped, so that lone surrogates survive the file.
    (tmp_path / "texts.json").write_text(json.dumps(texts), "ascii")
    output = subprocess.run(
        ["node", "tests/index/tokens.mjs", str(tmp_path / "texts.json")],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    seen = json.loads(output)
    assert len(seen) == len(texts)
    for text, (plain, tokens, hashes, in_place) in zip(texts, seen, strict=True):
        assert normalise(text) == plain, ascii(text)
        assert query_tokens(plain) == tokens, ascii(text)
        assert [token_hash(token) for token in tokens] == hashes, ascii(text)
        assert in_place, ascii(text)
