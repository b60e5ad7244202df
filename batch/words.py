"""Results in the words of the site's pages (calculator/result.js has the same)."""

from typing import Any

from .catalogue import Catalogue

VERDICTS = {
    "eligible": "符合",
    "provisional": "初步符合",
    "needs_info": "还需信息",
    "ineligible": "不符合",
    "not_in_force": "所选日期不适用",
    "error": "没有算",
}
UNITS = {
    "CNY": "元",
    "CNY/month": "元/月",
    "CNY/person": "元/人",
    "CNY/person-month": "元/人·月",
    "CNY/firm": "元/户",
}
_REFUSED = ("ineligible", "not_in_force")


def grouped(number: str) -> str:
    """1234567.80 → 1,234,567.80"""
    whole, dot, decimals = number.partition(".")
    return f"{int(whole):,}{dot}{decimals}"


def amount_words(amount: dict[str, Any] | None) -> str:
    if amount is None:
        return ""
    low, high, unit = amount["low"], amount["high"], UNITS[amount["unit"]]
    if low == high:
        return f"{grouped(low)} {unit}"
    if high is None:
        return f"{grouped(low)} {unit}以上（上限不定）"
    return f"{grouped(low)} 至 {grouped(high)} {unit}"


def chinese_date(iso: str) -> str:
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False)
    )


def duration_words(duration: dict[str, Any] | None) -> str:
    if duration is None:
        return ""
    low, high = duration["low"], duration["high"]
    if low is not None and low == high:
        words = f"{low} 个月"
    elif low is not None and high is not None:
        words = f"{low} 至 {high} 个月"
    elif high is not None:
        words = f"最长 {high} 个月"
    elif duration["until"]:
        words = ""
    else:
        words = duration["label"] or "还缺信息，算不出来"
    parts = [words] if words else []
    if duration["counted_from"]:
        parts.append(f"自 {chinese_date(duration['counted_from'])} 起算")
    if duration["until"]:
        parts.append(f"到 {chinese_date(duration['until'])}")
    return "，".join(parts)


class Explainer:
    """Results of the engine as lines of text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def note(self, result: dict[str, Any]) -> str:
        """Why, or what is lacking."""
        verdict = result["verdict"]
        if verdict == "not_in_force":
            return f"{result['explanation']['label']}：{result['explanation']['threshold']}"
        if verdict == "ineligible":
            reasons = [_comparison(node, want) for node, want in failing(result["explanation"])]
            return "；".join(dict.fromkeys(reasons))
        parts = []
        if verdict == "provisional":
            parts.append("要由窗口核验：" + self._names(result["unchecked"], result["explanation"]))
        if result["missing"]:
            purpose = "还缺" if verdict == "needs_info" else "要算准金额还缺"
            parts.append(f"{purpose}：" + "、".join(map(self._catalogue.label, result["missing"])))
        elif result["amount"] is None and verdict != "needs_info":
            parts.append("文件未规定金额")
        if result["amount"] and result["amount"].get("estimated"):
            parts.append("用了表里填的标准，只是估算")
        return "；".join(parts)

    def _names(self, ids: list[str], explanation: dict[str, Any]) -> str:
        conditions = {node["node"]: node["label"] for node in _all(explanation)}
        return "、".join(conditions.get(name) or self._catalogue.label(name) for name in ids)

    def formulas(self, result: dict[str, Any]) -> str:
        """The steps of the amount."""
        lines = []
        for step in result["steps"]:
            value = step["value"]
            if value is None and "low" in step:
                value = (
                    f"{step['low']} 至 {step['high']}" if step["high"] else f"{step['low']} 以上"
                )
            if value is None:
                continue
            equals = f"{step['formula']} = " if step["formula"] and step["formula"] != value else ""
            unit = UNITS.get(step["unit"], "")
            lines.append(f"{step['label']}：{equals}{value}{' ' + unit if unit else ''}")
        return "；".join(lines)

    def cites(self, result: dict[str, Any]) -> list[dict[str, str]]:
        """The clauses that decided: of the refusal, or of the amount and its duration."""
        verdict = result["verdict"]
        if verdict == "not_in_force":
            found = [result["explanation"]["cite"]]
        elif verdict == "ineligible":
            found = [node["cite"] for node, _ in failing(result["explanation"])]
        else:
            found = [step["cite"] for step in result["steps"]]
            found.append((result["duration"] or {}).get("cite"))
            found = found if any(found) else [n["cite"] for n in _all(result["explanation"])]
        unique = {f"{cite['document']}/{cite['clause']}": cite for cite in found if cite}
        return list(unique.values())

    def sources(self, result: dict[str, Any]) -> str:
        """The clauses by name."""
        return "；".join(filter(None, map(self._catalogue.clause, self.cites(result))))

    def readings(self, verdict: str, interpretations: list[dict[str, Any]]) -> str:
        """What changes under other readings of disputed clauses."""
        lines = []
        for entry in interpretations:
            known = self._catalogue.interpretation(entry["id"])
            for name, other in sorted(entry["others"].items()):
                # As long as the verdict is open, amounts of other readings say nothing yet.
                if verdict == "needs_info" and "verdict" not in other:
                    continue
                words = _other_words(other)
                lines.append(f"{known['title']}，如果按“{known['readings'][name]}”：{words}")
        return "；".join(lines)

    def ways(self, how_to_qualify: list[list[dict[str, Any]]]) -> str:
        """How to qualify after all."""
        return "；或者：".join(
            "，并且".join(change["label"] for change in changes) for changes in how_to_qualify
        )


def _other_words(other: dict[str, Any]) -> str:
    if other.get("reason"):
        return str(other["reason"])
    words = []
    if other.get("verdict"):
        words.append(VERDICTS[other["verdict"]])
    if other.get("amount"):
        words.append(amount_words(other["amount"]))
    elif "amount" in other and "verdict" not in other:
        words.append("金额不知道")
    if other.get("duration"):
        words.append(duration_words(other["duration"]))
    if other.get("total"):
        words.append("总额 " + amount_words(other["total"]))
    return "，".join(words)


def failing(node: dict[str, Any], want: bool = True) -> list[tuple[dict[str, Any], bool]]:
    """The leaves that decided against, each with the answer that was wanted of it."""
    if node["verdict"] is None or node["verdict"] is want:
        return []
    if not node["children"]:
        return [(node, want)]
    below = not want if node.get("group") == "none" else want
    return [found for child in node["children"] for found in failing(child, below)]


def _comparison(node: dict[str, Any], want: bool) -> str:
    about = "没有达到：" if want else "出现了："
    own = f"情况：{node['value']}" if node["value"] else ""
    needed = f"，要求：{node['threshold']}" if node["threshold"] and want else ""
    return f"{about}{node['label']}" + (f"（{own}{needed}）" if own else "")


def _all(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(found for child in node["children"] for found in _all(child))]
