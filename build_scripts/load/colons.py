"""Keys that YAML does not see as keys because their colon is wrong."""

import re

# Optional quotes around the key; indentation and list dashes before it.
_LEAD = r" *(?:- +)*[\"'“”‘’]?"
_SLIPS = (
    # (key, what follows it), message
    ("：", "“{key}”后面是全角冒号“：”。请改成半角冒号加一个空格，写成“{key}: ”"),
    (r":(?=[\u3000\xa0])", "“{key}”的冒号后面是全角空格。请改成半角空格，写成“{key}: ”"),
    (r":(?!//)(?=\S)", "“{key}”的冒号后面少一个空格。请写成“{key}: ”"),
)
_ASCII_KEY = r"([A-Za-z_][A-Za-z0-9_]*)"
#: In Chinese text ：is everywhere: a Chinese key counts only where a key has to be.
_ANY_KEY = r"([^\W\d][\w.-]{0,19})"


def mistaken_key(text: str, *, key_expected: bool) -> tuple[int, str] | None:
    """Offset of the wrong colon and a message when ``text`` begins with such a key."""
    key = _ANY_KEY if key_expected else _ASCII_KEY
    for colon, message in _SLIPS:
        found = re.match(rf"{_LEAD}{key}[\"'“”‘’]?(?={colon})", text)
        if found is not None:
            return found.end(), message.format(key=found[1])
    return None
