"""Whether a document is in force on a day, and the sentences that say so.

The browser recomputes the state for the reader's own day with the same rule; what is written
into a page is the state on the day of the build.
"""

from dataclasses import dataclass
from typing import Literal

from build_scripts.model.base import Quote
from build_scripts.model.policy import Period, PolicyDocument

from .dates import chinese_date

State = Literal["future", "active", "expired", "repealed", "unstated"]

WORDS: dict[State, str] = {
    "future": "未施行",
    "active": "有效",
    "expired": "已到期",
    "repealed": "已废止",
    "unstated": "有效期未写明",
}


@dataclass(frozen=True, slots=True)
class Status:
    """State of a document on a day, and the ISO days it follows from (None = unknown)."""

    state: State
    issued: str | None
    effective: str | None
    expires: str | None
    repealed: str | None
    expires_basis: str = "not_stated"

    @property
    def word(self) -> str:
        """The state in one word."""
        return WORDS[self.state]


def status(
    effective: str | None,
    expires: str | None,
    repealed: str | None,
    issued: str | None,
    as_of: str,
    *,
    expires_basis: str = "not_stated",
) -> Status:
    """State on ``as_of``; all days are ISO text, ``expires`` is the last day in force.

    Repeal on or before the day decides first; then a start (or, when it is not known, an issue)
    after the day; then the last day. Nothing is concluded from a last day that is not known.
    """
    start = effective or issued
    state: State
    if repealed and repealed <= as_of:
        state = "repealed"
    elif start and as_of < start:
        state = "future"
    elif expires:
        state = "expired" if as_of > expires else "active"
    else:
        state = "unstated"
    return Status(state, issued, effective, expires, repealed, expires_basis)


@dataclass(frozen=True, slots=True)
class RepealedBy:
    """The clause of another document that repeals this one, and the day from which it does."""

    date: str
    site_path: str
    cite: str
    quote: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the top of a page, for readers on whose day the document is in ``state``.

    Reads ``before``（clause: “quote”）``after``. ``href`` is a clause of the page itself when
    it starts with ``#``, else a site path.
    """

    state: State
    before: str
    after: str
    href: str = ""
    place: str = ""
    quote: str = ""


def notices(
    document: PolicyDocument, places: dict[str, str], repealed_by: RepealedBy | None
) -> list[Notice]:
    """One notice per state the document can be in, whatever the day.

    ``places``: clause id → how the clause is called (第二十条).
    """
    found = []
    if repealed_by:
        found.append(
            Notice(
                "repealed",
                f"本文件已自{chinese_date(repealed_by.date)}起废止",
                "。以下内容仅供查考。",
                repealed_by.site_path,
                repealed_by.cite,
                repealed_by.quote,
            )
        )
    start = document.effective
    if start.date:
        found.append(
            _cited(
                "future",
                f"本文件自{chinese_date(start.date)}起施行",
                "，所选日期尚未施行。",
                start.cite,
                places,
            )
        )
    else:
        text = f"本文件成文于{chinese_date(document.issued)}，晚于所选日期。"
        found.append(Notice("future", text, ""))
    end = document.expires
    if end.date:
        day = chinese_date(end.date)
        if end.basis == "stated":
            expired, active = f"本文件已于{day}到期", f"本文件有效期至{day}"
        else:
            expired = f"按原文推算，本文件已于{day}到期"
            active = f"按原文推算，本文件有效期至{day}"
        found.append(_cited("expired", expired, "。以下内容仅供查考。", end.cite, places))
        found.append(_cited("active", active, "。", end.cite, places))
    else:
        text = "原文没有写有效期；现在是否仍执行，请向发文机关核实。"
        found.append(Notice("unstated", text, ""))
    return found


def _cited(
    state: State, before: str, after: str, cite: Quote | None, places: dict[str, str]
) -> Notice:
    if cite is None:
        return Notice(state, before, after)
    return Notice(state, before, after, f"#{cite.clause}", places[cite.clause], cite.quote)


PeriodState = Literal["future", "current", "open", "past"]

PERIOD_WORDS: dict[PeriodState, str] = {
    "future": "未开始",
    "current": "未截止",
    "open": "已开始，原文没有写截止日期",
    "past": "已过",
}


def period_state(period: Period, as_of: str) -> PeriodState | None:
    """Where ``as_of`` stands to a period; None without edges.

    A period with no last day is never said to be running: nobody wrote that it still is.
    """
    if not period.start and not period.end:
        return None
    if period.end and as_of > period.end:
        return "past"
    if period.start and as_of < period.start:
        return "future"
    return "current" if period.end else "open"


def span_words(start: str | None, end: str | None) -> str:
    """A span of days in words: 截至2020年12月31日, 2020年6月1日至2020年12月31日, 自…起."""
    if start and end:
        return f"{chinese_date(start)}至{chinese_date(end)}"
    if end:
        return f"截至{chinese_date(end)}"
    return f"自{chinese_date(start)}起" if start else ""
