"""Exact rational numbers and intervals of them. No floating point anywhere."""


class Ratio:
    """A fraction in lowest terms with a positive denominator."""

    def __init__(self, numerator: int, denominator: int = 1) -> None:
        if denominator < 0:
            numerator, denominator = -numerator, -denominator
        a, b = abs(numerator), denominator
        while b:
            a, b = b, a % b
        self.numerator = numerator // a
        self.denominator = denominator // a

    def plus(self, other: "Ratio") -> "Ratio":
        return Ratio(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )

    def times(self, other: "Ratio") -> "Ratio":
        return Ratio(self.numerator * other.numerator, self.denominator * other.denominator)

    def compare(self, other: "Ratio") -> int:
        """-1, 0 or 1 as this number is less than, equal to or greater than ``other``."""
        left = self.numerator * other.denominator
        right = other.numerator * self.denominator
        return (left > right) - (left < right)

    def rounded(self, places: int) -> "Ratio":
        """Rounded half up (away from zero) to ``places`` decimals."""
        scale: int = 10**places
        size = (2 * abs(self.numerator) * scale + self.denominator) // (2 * self.denominator)
        return Ratio(size if self.numerator >= 0 else -size, scale)

    def text(self, least_places: int = 0) -> str:
        """Decimal notation, at least ``least_places`` decimals; a fraction if it never ends."""
        places, rest = 0, self.denominator
        for factor in (2, 5):
            power = 0
            while rest % factor == 0:
                rest //= factor
                power += 1
            places = max(places, power)
        if rest != 1:
            return str(self.numerator) + "/" + str(self.denominator)
        places = max(places, least_places)
        digits = str(abs(self.numerator) * 10**places // self.denominator)
        sign = "-" if self.numerator < 0 else ""
        if places == 0:
            return sign + digits
        digits = "0" * (places + 1 - len(digits)) + digits
        return sign + digits[:-places] + "." + digits[-places:]

    def percent_text(self) -> str:
        """The number as a percentage, with two decimals where it does not end."""
        hundred = self.times(Ratio(100))
        exact = hundred.text()
        return (hundred.rounded(2).text() if "/" in exact else exact) + "%"

    def percent(self) -> str:
        """The number as a percentage: 1/5 is ``20%``."""
        return self.times(Ratio(100)).text() + "%"


ZERO = Ratio(0)
ONE = Ratio(1)


#: Numbers already read: rules name the same few again and again.
_READ: dict[str, Ratio | None] = {}
_MOST_READ = 1000


def parse(text: str) -> Ratio | None:
    """The number ``text`` writes (``3364``, ``0.055``, ``-1.5``, ``75%``, ``3/4``), or None."""
    if text not in _READ:
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        _READ[text] = _parse(text)
    return _READ[text]


def _parse(text: str) -> Ratio | None:
    if text.endswith("%"):
        value = parse(text[:-1])
        return None if value is None or "/" in text else value.times(Ratio(1, 100))
    if "/" in text:
        upper, _, lower = text.partition("/")
        if not (_digits(upper) and _digits(lower)) or int(lower) == 0:
            return None
        return Ratio(int(upper), int(lower))
    body = text[1:] if text.startswith("-") else text
    whole, point, decimals = body.partition(".")
    if not _digits(whole) or (point and not _digits(decimals)):
        return None
    number = Ratio(int(whole + decimals), 10 ** len(decimals))
    return number.times(Ratio(-1)) if text.startswith("-") else number


def _digits(text: str) -> bool:
    # str.isdigit accepts superscripts and other scripts on CPython only.
    if not text or len(text) > 18:
        return False
    return all("0" <= character <= "9" for character in text)


class Quantity:
    """An amount known exactly or between two bounds.

    ``low`` and ``high`` are in the unit of the step; ``high`` is None when nothing bounds it
    from above. ``missing`` holds the facts and parameters that would narrow it, ``sources``
    the dated parameter values used, ``estimated`` whether a value typed by the reader or one of
    low confidence took part, ``text`` how the number is printed inside a formula.
    """

    def __init__(
        self,
        low: Ratio,
        high: Ratio | None,
        text: str = "",
        missing: list[str] | None = None,
        sources: list[dict[str, object]] | None = None,
        estimated: bool = False,
    ) -> None:
        self.low = low
        self.high = high
        self.text = text
        self.missing = missing or []
        self.sources = sources or []
        self.estimated = estimated

    def is_point(self) -> bool:
        return self.high is not None and self.low.compare(self.high) == 0

    def is_nothing(self) -> bool:
        """True when the amount is known to be zero."""
        return self.high is not None and self.high.numerator == 0

    def is_unknown(self) -> bool:
        """True when nothing at all is known of the amount."""
        return self.high is None and self.low.numerator == 0


def point(value: Ratio, text: str = "") -> Quantity:
    return Quantity(value, value, text)


def unknown(missing: list[str], text: str) -> Quantity:
    """An amount of which only the missing pieces are known: from zero, without a ceiling."""
    return Quantity(ZERO, None, text, missing)


def combined(parts: list[Quantity], low: Ratio, high: Ratio | None) -> Quantity:
    """A quantity with the given bounds that inherits what is missing and used from its parts."""
    result = Quantity(low, high)
    for part in parts:
        result.missing = merged(result.missing, part.missing)
        result.sources = result.sources + [s for s in part.sources if s not in result.sources]
        result.estimated = result.estimated or part.estimated
    return result


def product(parts: list[Quantity]) -> Quantity:
    low, high = ONE, ONE  # type: Ratio, Ratio | None
    for part in parts:
        low = low.times(part.low)
        high = None if high is None or part.high is None else high.times(part.high)
    if high is None and any(p.high is not None and p.high.numerator == 0 for p in parts):
        high = ZERO
    return combined(parts, low, high)


def total(parts: list[Quantity]) -> Quantity:
    low, high = ZERO, ZERO  # type: Ratio, Ratio | None
    for part in parts:
        low = low.plus(part.low)
        high = None if high is None or part.high is None else high.plus(part.high)
    return combined(parts, low, high)


def difference(parts: list[Quantity]) -> Quantity:
    """The first less the others, never below zero."""
    low, high = parts[0].low, parts[0].high
    for part in parts[1:]:
        less = Ratio(-1)
        low = ZERO if part.high is None else low.plus(part.high.times(less))
        high = None if high is None else high.plus(part.low.times(less))
    low = low if low.compare(ZERO) > 0 else ZERO
    if high is not None and high.compare(ZERO) < 0:
        high = ZERO
    return combined(parts, low, high)


def quotient(parts: list[Quantity]) -> Quantity:
    """The first divided by the second; without a ceiling while the second can be zero."""
    upper, lower = parts
    low = (
        ZERO
        if lower.high is None or not lower.high.numerator
        else upper.low.times(Ratio(lower.high.denominator, lower.high.numerator))
    )
    high = None
    if upper.high is not None and lower.low.numerator:
        high = upper.high.times(Ratio(lower.low.denominator, lower.low.numerator))
    return combined(parts, low, high)


def least(parts: list[Quantity]) -> Quantity:
    """The smallest of several quantities; one without a ceiling does not lift the others."""
    low = parts[0].low
    high = parts[0].high
    for part in parts[1:]:
        low = part.low if part.low.compare(low) < 0 else low
        if high is None or (part.high is not None and part.high.compare(high) < 0):
            high = part.high
    return combined(parts, low, high)


def greatest(parts: list[Quantity]) -> Quantity:
    low = parts[0].low
    high = parts[0].high
    for part in parts[1:]:
        low = part.low if part.low.compare(low) > 0 else low
        if high is None or part.high is None:
            high = None
        elif part.high.compare(high) > 0:
            high = part.high
    return combined(parts, low, high)


def span(parts: list[Quantity]) -> Quantity:
    """What covers all of several possible quantities."""
    low = parts[0].low
    high = parts[0].high
    for part in parts[1:]:
        low = part.low if part.low.compare(low) < 0 else low
        if high is None or part.high is None:
            high = None
        elif part.high.compare(high) > 0:
            high = part.high
    return combined(parts, low, high)


def merged(first: list[str], second: list[str]) -> list[str]:
    """Both lists without repeats, in order of first appearance. A list given is never changed."""
    if not second:
        return first
    return first + [item for item in second if item not in first]
