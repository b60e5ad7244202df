"""Calculators where workers or the network are refused."""

import pytest

pytestmark = pytest.mark.xdist_group("browser")


def test_workers_refused_by_policy_are_said_on_every_tool(browse):
    found = browse("./hardship.mjs", "workersRefused")
    assert len(found) == 9
    for name, seen in found.items():
        assert "没有装载成功" in seen["text"], name
        # What had been answered is still in the address, and nothing went wrong unseen.
        assert "=" in seen["hash"], name
        assert seen["errors"] == [], name


def test_a_network_that_is_gone_is_said_and_tried_again(browse):
    found = browse("./hardship.mjs", "networkGone")
    assert len(found) == 6
    for name, seen in found.items():
        assert seen["errors"] == [], name
