"""The history of a dated value as a picture: steps on a time axis, drawn at build."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from markupsafe import Markup

from build_scripts.model.parameters import Parameter, ParameterValue

from .units import with_unit

#: The drawing's own units; a phone shows about one pixel for each.
_WIDTH, _HEIGHT = 360, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 10, 24, 26
#: Room that a character of a label takes.
_CHARACTER = 7
_MOST_YEARS = 7
#: How long a value is drawn whose one end is not known.
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Stretch:
    """A value from one day to another, as day numbers; ``sure`` says how far it is to be relied
    on, ``open_start`` that its first day is not known."""

    first: int
    last: int
    value: Decimal
    text: str
    sure: bool
    open_start: bool


def stretches(parameter: Parameter) -> list[Stretch]:
    """The values of a parameter that are single numbers, in order of time.

    One without an end is drawn up to the day it was last checked.
    """
    found = []
    for value in parameter.values:
        if value.value is None:
            continue
        first, last = _days(value)
        found.append(
            Stretch(
                first,
                last,
                Decimal(value.value.rstrip("%")),
                with_unit(value.value, parameter.unit),
                value.confidence == "high",
                value.start is None,
            )
        )
    return found


def _days(value: ParameterValue) -> tuple[int, int]:
    last = _ordinal(value.end or value.checked_on)
    if value.start is None:
        return last - _YEAR, last
    first = _ordinal(value.start)
    # A value that is set for a year after the last check.
    return first, max(last, first + _YEAR) if value.end is None and last < first else last


def _ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def history_picture(parameter: Parameter) -> Markup | None:
    """The picture of a parameter's values; None when there is nothing to draw over time."""
    parts = stretches(parameter)
    if len(parts) < 2:
        return None
    return _Picture(parts, f"{parameter.label}历年的值，数见下面的表").draw()


class _Picture:
    """The scales of one drawing, and the drawing."""

    def __init__(self, parts: Sequence[Stretch], title: str) -> None:
        self._parts = parts
        self._title = title
        self._first = min(part.first for part in parts)
        self._last = max(part.last for part in parts)
        self._ticks = _round_ticks([part.value for part in parts])
        self._low, self._high = self._ticks[0], self._ticks[-1]

    def _x(self, day: int) -> float:
        share = (day - self._first) / max(1, self._last - self._first)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def _y(self, value: Decimal) -> float:
        share = float((value - self._low) / (self._high - self._low))
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)

    def draw(self) -> Markup:
        lines = [
            f'<svg class="mc-history" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
            f' aria-label="{escape(self._title)}">',
            *self._grid(),
            *self._steps(),
            *self._labels(),
            "</svg>",
        ]
        return Markup("".join(lines))

    def _grid(self) -> list[str]:
        lines = []
        right = _WIDTH - _RIGHT
        for tick in self._ticks:
            y = self._y(tick)
            lines.append(
                f'<line class="mc-history-grid" x1="{_LEFT}" x2="{right}" y1="{y}" y2="{y}"/>'
                f'<text x="{_LEFT - 5}" y="{y + 4}" text-anchor="end">{_plain(tick)}</text>'
            )
        for year in self._years():
            x = self._x(date(year, 1, 1).toordinal())
            middle = min(x, _WIDTH - 2 * _CHARACTER)
            lines.append(
                f'<line class="mc-history-grid" x1="{x}" x2="{x}" y1="{_HEIGHT - _BOTTOM}"'
                f' y2="{_HEIGHT - _BOTTOM + 4}"/>'
                f'<text x="{middle}" y="{_HEIGHT - 6}" text-anchor="middle">{year}</text>'
            )
        return lines

    def _years(self) -> list[int]:
        """The years whose beginning is marked: all, or every second, fifth …"""
        first = date.fromordinal(self._first)
        start = first.year if (first.month, first.day) == (1, 1) else first.year + 1
        years = range(start, date.fromordinal(self._last).year + 1)
        step = next(n for n in (1, 2, 5, 10, 20, 50) if len(years) <= n * _MOST_YEARS)
        return [year for year in years if year % step == 0] if step > 1 else list(years)

    def _steps(self) -> list[str]:
        lines = []
        for part in self._parts:
            y = self._y(part.value)
            kind = "" if part.sure else " mc-history-line--unsure"
            lines.append(
                f'<line class="mc-history-line{kind}" x1="{self._x(part.first)}"'
                f' x2="{self._x(part.last)}" y1="{y}" y2="{y}"/>'
            )
            if part.open_start:
                lines.append(f'<text x="{self._x(part.first)}" y="{y + 16}">起始日未查到</text>')
        for before, after in pairwise(self._parts):
            # A rise joins two values that follow one another; a gap stays open.
            if after.first - before.last <= 1 and after.value != before.value:
                x = self._x(after.first)
                lines.append(
                    f'<line class="mc-history-rise" x1="{x}" x2="{x}"'
                    f' y1="{self._y(before.value)}" y2="{self._y(after.value)}"/>'
                )
        return lines

    def _labels(self) -> list[str]:
        """The numbers over their steps, as far as there is room."""
        lines = []
        taken = float("-inf")
        shown: Decimal | None = None
        for part in self._parts:
            if part.value == shown:
                continue
            text = _plain(part.value)
            half = len(text) * _CHARACTER / 2
            middle = (self._x(part.first) + self._x(part.last)) / 2
            middle = round(min(max(middle, _LEFT + half), _WIDTH - _RIGHT - half), 1)
            if middle - half < taken + 3:
                continue
            taken, shown = middle + half, part.value
            y = round(self._y(part.value) - 6, 1)
            lines.append(
                f'<text class="mc-history-value" x="{middle}" y="{y}"'
                f' text-anchor="middle">{text}</text>'
            )
        return lines


def _plain(number: Decimal) -> str:
    """A number without needless zeros or an exponent: 2050, 4.25."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _round_ticks(values: Sequence[Decimal]) -> list[Decimal]:
    """Three to six round numbers around all values; from zero on when they reach down far."""
    low, high = min(values), max(values)
    if low < high / 2 or low == high:
        low = Decimal(0)
    span = high - low or Decimal(1)
    step = next(step for step in _round_steps() if span / step <= 4)
    ticks = [low // step * step]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return ticks


def _round_steps() -> list[Decimal]:
    return [
        Decimal(digit).scaleb(power) for power in range(-3, 8) for digit in ("1", "2", "2.5", "5")
    ]
