"""Whatever is in a file, the loader answers with records or with problems, never otherwise."""

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from build_scripts.load.problems import ContentErrors
from build_scripts.load.text_file import read_text
from build_scripts.load.validate import validate_document
from build_scripts.load.yaml_strict import parse_yaml
from build_scripts.model.catalogue import Region
from build_scripts.model.policy import PolicyDocument

from .sample import FILES, POLICY

#: Pieces that mean something to YAML, to Python or to an editor's keyboard.
PIECES = st.sampled_from(
    [
        *"-:?[]{},#&*!|>'\"%@`~\\\t\n\r ",
        *"：，“”‘’　［］\x00\x7f\x85\xa0\u2028\ud7ff\ue000\U0001f600",
        *("- ", ": ", "<<", "---\n", "...\n", "&a ", "*a", "!!int ", "\\ud800", "\\U00110000"),
        *("null", "yes", "0755", "12:30", "2020-05-09", "1e999", ".inf", "99999999999999999999"),
        *("\r\n", "？", "\n  ", "\n      ", "key: ", "id: ", "body:", "[" * 60, "键"),
    ]
)
MODELS: list[tuple[type[BaseModel], bool]] = [(PolicyDocument, False), (Region, True)]


def _accept_or_explain(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    for model, many in MODELS:
        try:
            document = parse_yaml(read_text(path, "f.yml"), "f.yml")
            validate_document(model, document, many=many)
        except ContentErrors as errors:
            assert errors.problems
            lines = raw.decode("utf-8", "replace").splitlines()
            for problem in errors.problems:
                assert "\n" not in str(problem)
                assert 1 <= problem.line <= len(lines) + 1
                assert problem.column >= 1


FUNCTION_FIXTURE = (HealthCheck.function_scoped_fixture,)


@settings(max_examples=150, deadline=None, suppress_health_check=FUNCTION_FIXTURE)
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b'a: "\\')
@example(b"\xed")
def test_arbitrary_bytes(tmp_path: Path, raw: bytes) -> None:
    _accept_or_explain(tmp_path / "f.yml", raw)


@settings(max_examples=150, deadline=None, suppress_health_check=FUNCTION_FIXTURE)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_pieces_of_yaml(tmp_path: Path, text: str) -> None:
    _accept_or_explain(tmp_path / "f.yml", text.encode())


@settings(max_examples=250, deadline=None, suppress_health_check=FUNCTION_FIXTURE)
@given(
    st.sampled_from([POLICY, FILES["regions.yml"]]),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), st.lists(PIECES, max_size=3).map("".join)),
        min_size=1,
        max_size=4,
    ),
)
def test_mutated_valid_yaml(tmp_path: Path, text: str, edits: list[tuple[float, int, str]]) -> None:
    """Anything cut out and anything put in, anywhere."""
    for where, length, piece in edits:
        start = int(where * len(text))
        text = text[:start] + piece + text[start + length :]
    _accept_or_explain(tmp_path / "f.yml", text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None, suppress_health_check=FUNCTION_FIXTURE)
@given(st.floats(0, 1), st.binary(min_size=1, max_size=4))
def test_mutated_bytes(tmp_path: Path, where: float, piece: bytes) -> None:
    raw = POLICY.encode()
    start = int(where * len(raw))
    _accept_or_explain(tmp_path / "f.yml", raw[:start] + piece + raw[start + len(piece) :])
