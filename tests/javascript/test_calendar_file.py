"""Calendar files against the rules of RFC 5545, with a reader that knows nothing of the writer."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("calendar_file.mjs")


@dataclass
class Component:
    """A component with its properties: name → (parameters, value as written)."""

    name: str
    properties: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    children: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        return self.properties[name][1]


#: contentline = name *(";" param) ":" value CRLF (section 3.1)
_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=[^\";:,]+)*):(?P<value>.*)", re.S
)


def parse(octets: bytes) -> Component:
    """Reads one VCALENDAR; refuses what the grammar does not allow."""
    assert octets.endswith(b"\r\n")
    physical = octets[:-2].split(b"\r\n")
    for line in physical:
        assert b"\r" not in line
        assert b"\n" not in line
        assert len(line) <= 75, line
        line.decode("utf-8")  # no character is broken in two
    lines: list[bytes] = []
    for line in physical:
        if line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    stack = [Component("")]
    for raw in lines:
        found = _LINE.fullmatch(raw.decode("utf-8"))
        assert found, raw
        name, value = found["name"].upper(), found["value"]
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
        if name == "BEGIN":
            component = Component(value)
            stack[-1].children.append(component)
            stack.append(component)
        elif name == "END":
            assert stack.pop().name == value
        else:
            assert name not in stack[-1].properties, f"{name} twice"
            params = dict(part.split("=") for part in found["params"].split(";")[1:])
            stack[-1].properties[name] = (params, value)
    assert len(stack) == 1
    [calendar] = stack[0].children
    assert calendar.name == "VCALENDAR"
    return calendar


def text_of(value: str) -> str:
    """A TEXT value (section 3.3.11); a bare comma, semicolon or other escape is refused."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,Nn])*", value), value
    return re.sub(r"\\([\\;,Nn])", lambda m: "\n" if m[1] in "Nn" else m[1], value)


def _step(**changes: Any) -> dict[str, Any]:
    return {
        "id": "apply",
        "label": "申请",
        "actor": "申请人",
        "kind": "within_days",
        "bound": "latest",
        "from": "2020-06-03",
        "due": "2020-07-03",
        "due_if_extended": None,
        "status": "computed",
        "missing": [],
        "applies": True,
        "basis": "自然日",
        "cite": {
            "document": "tj89",
            "clause": "3-1-1",
            "quote": "从登记之日起30日内，提出补贴申请",
        },
        **changes,
    }


def _outcome(*steps: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "timeline": "tianjin/flexible-subsidy-apply",
        "title": "灵活就业社保补贴：几天内申请，几天审核，哪天拨付（天津）",
        "asOf": "2020-06-10",
        "facts": {"flexible_registration_date": "2020-06-03"},
        "given": [{"label": "灵活就业登记日期", "answer": "2020年6月3日"}],
        "steps": [
            {"step": step, "source": "津人社办发〔2020〕89号三、（一）1．", "others": []}
            for step in steps
        ],
        "address": "https://example.org/a/timelines/tianjin/x/?as_of=2020-06-10#a=1&b=2",
        **changes,
    }


def _run(outcome: dict[str, Any], *, text: bool = False) -> bytes:
    request = {"outcome": outcome, "now": "2020-06-10T01:02:03.456Z", "text": text}
    result = subprocess.run(
        ["node", str(SCRIPT)], input=json.dumps(request).encode(), capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


def _events(outcome: dict[str, Any]) -> list[Component]:
    return parse(_run(outcome)).children


def test_calendar_has_what_the_standard_asks_for() -> None:
    calendar = parse(_run(_outcome(_step())))
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("PRODID")
    [event] = calendar.children
    assert event.name == "VEVENT"
    assert re.fullmatch(r"[a-z0-9.-]+\.apply\.[0-9a-f]{16}@mingce", event.value("UID"))
    assert event.value("DTSTAMP") == "20200610T010203Z"
    assert event.properties["DTSTART"] == ({"VALUE": "DATE"}, "20200703")
    # DTEND is not part of the event.
    assert event.properties["DTEND"] == ({"VALUE": "DATE"}, "20200704")
    assert text_of(event.value("SUMMARY")) == "申请"


def test_event_says_clause_quote_and_where_it_comes_from() -> None:
    [event] = _events(_outcome(_step()))
    description = text_of(event.value("DESCRIPTION"))
    assert "最迟 2020年7月3日（星期五）（申请人）" in description
    assert "依据：津人社办发〔2020〕89号三、（一）1．" in description
    assert "“从登记之日起30日内，提出补贴申请”" in description
    assert description.endswith("#a=1&b=2")
    assert event.value("URL").startswith("https://example.org/a/timelines/")


@pytest.mark.parametrize(
    "label",
    [
        "逗号,分号;反斜线\\换行\n第二行",
        "🙂" * 60,
        "a" * 74 + "啊" * 30,
        "控制\x07符",
        "\\n 不是换行",
    ],
)
def test_any_text_survives(label: str) -> None:
    [event] = _events(_outcome(_step(label=label)))
    assert text_of(event.value("SUMMARY")) == label.replace("\x07", "")


def test_same_case_has_the_same_names_and_another_person_others() -> None:
    steps = (_step(), _step(id="street", label="核实", due="2020-06-15"))
    first = [event.value("UID") for event in _events(_outcome(*steps))]
    # Another day on which it is written, another link, another reading: the same events.
    again = _outcome(*steps, asOf="2020-06-20", address="https://example.org/b")
    assert [event.value("UID") for event in _events(again)] == first
    other = _outcome(*steps, facts={"flexible_registration_date": "2020-06-04"})
    assert not set(first) & {event.value("UID") for event in _events(other)}
    assert len(set(first)) == 2


def test_steps_without_a_day_are_left_out_and_months_last_a_month() -> None:
    events = _events(
        _outcome(
            _step(id="open", due=None, status="needs_date"),
            _step(id="month", kind="event_month", due="2020-12-01"),
        )
    )
    assert len(events) == 1
    assert events[0].value("DTSTART") == "20201201"
    assert events[0].value("DTEND") == "20210101"


def test_only_what_must_be_done_is_reminded_of() -> None:
    acts, ends = _events(_outcome(_step(), _step(id="end", kind="validity", due="2023-05-28")))
    [alarm] = acts.children
    assert (alarm.name, alarm.value("ACTION")) == ("VALARM", "DISPLAY")
    assert alarm.value("TRIGGER") == "-P2DT15H"
    assert text_of(alarm.value("DESCRIPTION")) == "申请"
    assert ends.children == []


def test_a_day_off_and_other_readings_are_told() -> None:
    outcome = _outcome(_step(due="2020-03-15", due_if_extended="2020-03-16"))
    outcome["steps"][0]["others"] = ["换一种理解（当日算第一日）：最迟 2020年3月14日（星期六）"]
    [event] = _events(outcome)
    description = text_of(event.value("DESCRIPTION"))
    assert "2020年3月15日是休息日" in description
    assert "2020年3月16日（星期一）" in description
    assert "换一种理解（当日算第一日）" in description


def test_the_same_as_text() -> None:
    text = _run(_outcome(_step()), text=True).decode()
    assert "1. 申请（申请人）：最迟 2020年7月3日（星期五）" in text
    assert "灵活就业登记日期：2020年6月3日" in text
    assert "以经办机构的说法为准" in text
