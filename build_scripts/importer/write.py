"""Content files as text: the YAML an editor finds, in one fixed style."""

from typing import Any

import yaml

from build_scripts.model.policy import PolicyDocument

_HEADER = "# yaml-language-server: $schema=../../schemas/policy.json\n"
_SOURCE_HEADER = "# yaml-language-server: $schema=../schemas/source.json\n"
_CLAUSE_KEYS = (
    "id",
    "type",
    "label",
    "text",
    "lines",
    "table",
    "explains",
    "printed_lines",
    "children",
)
#: Lists written on one line: numbers and identifiers.
_FLOW_KEYS = ("issuers", "topics", "audiences", "explains", "printed_lines", "lines")


class _Flow(list[Any]):
    """A list written as [a, b]."""


class _Dumper(yaml.SafeDumper):
    """Two-space indent also for lists; strings that would read as something else are quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_str(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    tag = dumper.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    # Numbers such as "1." and dates are strings here; quotes say so to the reader too.
    quoted = tag != "tag:yaml.org,2002:str" or value[:1].isdigit() or value in ("y", "Y", "n", "N")
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


def _represent_flow(dumper: yaml.SafeDumper, value: _Flow) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(str, _represent_str)
_Dumper.add_representer(_Flow, _represent_flow)


def _styled(value: Any, key: str = "") -> Any:
    """``value`` with clause keys in order and short lists marked to be written on one line."""
    if isinstance(value, dict):
        known = [name for name in _CLAUSE_KEYS if name in value] if "type" in value else []
        order = known + [name for name in value if name not in known]
        return {name: _styled(value[name], name) for name in order}
    if isinstance(value, list | tuple):
        items = [_styled(item) for item in value]
        short = key in _FLOW_KEYS and all(
            isinstance(item, int) or (isinstance(item, str) and item.isascii()) for item in items
        )
        links = any(isinstance(item, str) and "/" in item for item in items)
        return _Flow(items) if (short and not links) or not items else items
    return value


def policy_yaml(record: dict[str, Any], comments: list[str] | None = None) -> str:
    """The text of a policy content file for ``record`` (fields of ``PolicyDocument``).

    ``comments`` become ``# 待核：…`` lines at the top.
    """
    order = [name for name in PolicyDocument.model_fields if name in record]
    order += [name for name in record if name not in order]
    styled = {name: _styled(record[name], name) for name in order}
    notes = "".join(f"# 待核：{' '.join(comment.split())}\n" for comment in comments or [])
    return _HEADER + notes + _dump(styled)


def manifest_yaml(title: str, headings: list[tuple[int, str]]) -> str:
    """The text of a source manifest: ``headings`` are the collection's own (line, text)."""
    record: dict[str, Any] = {"title": title}
    if headings:
        record["headings"] = [{"line": line, "text": text} for line, text in headings]
    return _SOURCE_HEADER + _dump(record)


def _dump(record: dict[str, Any]) -> str:
    return yaml.dump(
        record,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=float("inf"),
        default_flow_style=False,
    )
