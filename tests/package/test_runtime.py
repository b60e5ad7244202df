"""What calculators load, as files of the site."""

from pathlib import Path

from build_scripts.compile import compile_rules
from build_scripts.load.collection import Collection
from build_scripts.package.runtime import write_runtime
from tests.conftest import ROOT


def test_files_of_an_earlier_build_are_removed(collection: Collection, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    old = docs / "assets/runtime/rules-0123456789ab/rules/tianjin/old.json"
    old.parent.mkdir(parents=True)
    old.write_text("{}", "utf-8")
    page = docs / "index.md"
    page.write_text("页面", "utf-8")
    write_runtime(compile_rules(collection), docs, ROOT)
    assert not (docs / "assets/runtime/rules-0123456789ab").exists()
    assert page.is_file()
    folders = sorted(path.name.split("-")[0] for path in (docs / "assets/runtime").iterdir())
    assert folders == ["micropython", "rules"]
    assert (tmp_path / "rules.json").is_file()


def test_the_engine_in_memory_has_nothing_of_the_day_it_was_started(
    collection: Collection, tmp_path: Path
) -> None:
    """Files are stamped to the nanosecond while modules are imported."""
    images = []
    for name in ("first", "second"):
        write_runtime(compile_rules(collection), tmp_path / name, ROOT)
        images.append(next((tmp_path / name).rglob("engine.bin")).read_bytes())
    assert images[0] == images[1]
