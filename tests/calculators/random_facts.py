"""Random readers: facts of the questionnaire with values inside their bounds, reproducibly."""

import random
from datetime import date, timedelta
from typing import Any

#: Days between which dates are drawn: births, contracts, applications.
FIRST, LAST = date(1955, 1, 1), date(2027, 12, 31)


def random_value(fact: Any, rng: random.Random, as_of: date) -> Any:
    """A value of the fact, or "unsure"."""
    if rng.random() < 0.08:
        return "unsure"
    kind = fact["type"]
    if kind == "bool":
        return rng.random() < 0.5
    if kind == "enum":
        return rng.choice(fact["options"])["id"]
    if kind == "set":
        options = [option["id"] for option in fact["options"]]
        return rng.sample(options, rng.randint(0, min(3, len(options))))
    if kind in ("date", "month"):
        last = as_of if fact.get("not_after") == "as_of" else LAST
        near = rng.random() < 0.7
        first = max(FIRST, as_of - timedelta(days=1500)) if near else FIRST
        day = first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
        return day.isoformat() if kind == "date" else day.isoformat()[:7]
    low, high = fact.get("min", 0), fact.get("max", 400)
    number = rng.randint(low, min(high, low + 10 ** rng.randint(1, 5)))
    if kind == "int":
        return number
    if kind == "percent":
        return min(number, high)
    return f"{number}.{rng.randint(0, 99):02}" if number < high else str(number)


def random_request(rules: Any, benefit: str, used: list[str], rng: random.Random) -> Any:
    """A request for one benefit; dates that contradict each other are left out."""
    as_of = date(2019, 1, 1) + timedelta(days=rng.randint(0, 3285))
    facts: dict[str, Any] = {}
    for name in used:
        if rng.random() < 0.8:
            facts[name] = random_value(rules["facts"][name], rng, as_of)
    for name in list(facts):
        for earlier in rules["facts"][name].get("not_before", []):
            first, last = facts.get(earlier), facts.get(name)
            if first and last and "unsure" not in (first, last) and last[:7] <= first[:7]:
                facts.pop(name, None)
    return {"as_of": as_of.isoformat(), "benefits": [benefit], "facts": facts}
