"""The worked cases look at each benefit and timeline from every side that its text has."""

from pathlib import Path

from build_scripts.load.collection import Collection

HERE = Path(__file__).parent

#: Verdicts that a text cannot lead to, with the reason.
CANNOT_BE = {
    ("beijing/online-si-registration", "ineligible"): "新开办和已开办的企业都可以网上办",
    ("cn/hard-to-employ-recognition", "ineligible"): "“等各类就业困难人员”，标准由地方定",
    ("tianjin/internship-subsidy", "ineligible"): "没有写谁不能享受",
    ("tianjin/ui-rate-cut", "ineligible"): "所有参保单位都执行",
    ("tianjin/ui-rate-cut", "needs_info"): "没有要问的",
}


def test_every_benefit_has_cases_of_every_verdict(collection: Collection) -> None:
    for key in collection.benefits:
        verdicts = {case.expect.get("verdict") for case in collection.cases[key].cases}
        assert verdicts & {"eligible", "provisional"}, key
        for verdict in ("ineligible", "needs_info"):
            assert verdict in verdicts or (key, verdict) in CANNOT_BE, (key, verdict)


def test_every_timeline_has_cases(collection: Collection) -> None:
    assert set(collection.timelines) == set(collection.timeline_cases)


def test_there_are_enough_cases_and_each_says_why(collection: Collection) -> None:
    reasons = [case.why for sheet in collection.cases.values() for case in sheet.cases]
    reasons += [case.why for sheet in collection.timeline_cases.values() for case in sheet.cases]
    assert len(reasons) >= 600
    assert all(reason.strip() for reason in reasons)


def test_every_reading_that_changes_a_rule_is_tried(collection: Collection) -> None:
    """Each alternative is chosen or asserted in some case of its benefit."""
    untried = []
    for key, benefit in collection.benefits.items():
        tried = set()
        for case in collection.cases[key].cases:
            tried |= set(case.readings.items())
            for name, readings in case.expect.get("readings", {}).items():
                tried |= {(name, reading) for reading in readings}
        for variant in benefit.readings:
            if (variant.interpretation, variant.reading) not in tried:
                untried.append((key, variant.interpretation, variant.reading))
    assert untried == []


def test_the_register_has_every_rule(collection: Collection) -> None:
    wanted = (HERE / "rules.txt").read_text("utf-8").split()
    assert set(wanted) == set(collection.register)
    assert len(wanted) == 379
