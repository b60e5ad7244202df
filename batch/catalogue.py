"""What the site tells batch work: questions, titles, names of clauses (data/batch.json)."""

from collections.abc import Sequence
from typing import Any

from .values import Option, Question


class Catalogue:
    """Access to the parts of the site's file for batch work."""

    def __init__(self, data: dict[str, Any], site: str) -> None:
        """:param site: address of the site's root, for links in files."""
        self._site = site
        self._data = data

    def benefit(self, benefit_id: str) -> dict[str, Any]:
        """``title``, ``region``, ``path``, ``facts``, ``options``, ``parameters``."""
        found: dict[str, Any] = self._data["benefits"][benefit_id]
        return found

    def title(self, benefit_id: str) -> str:
        benefit = self.benefit(benefit_id)
        return f"{benefit['title']}（{benefit['region']}）"

    def label(self, name: str) -> str:
        """Name of a fact or of a local standard."""
        known = self._data["facts"].get(name) or self._data["parameters"].get(name)
        return str(known["label"]) if known else name

    def clause(self, cite: dict[str, str] | None) -> str:
        """A citation as people write it, empty for none."""
        if not cite:
            return ""
        found = self._data["clauses"].get(f"{cite['document']}/{cite['clause']}")
        return str(found[0]) if found else ""

    def clause_link(self, cite: dict[str, str]) -> list[str]:
        """A citation as name and site path; both empty for a clause nobody cites."""
        found: list[str] = self._data["clauses"].get(f"{cite['document']}/{cite['clause']}")
        return found or ["", ""]

    def address(self, benefit_id: str) -> str:
        """Address of the page of a benefit."""
        return self._site + str(self.benefit(benefit_id)["path"])

    def interpretation(self, name: str) -> dict[str, Any]:
        """``title`` and ``readings``."""
        found: dict[str, Any] = self._data["interpretations"][name]
        return found

    def wording(self, name: str) -> dict[str, Any]:
        """How a fact or standard is asked: ``question``, ``hint`` and the rest."""
        found: dict[str, Any] = self._data["facts"].get(name) or self._data["parameters"][name]
        return found

    def questions(self, benefit_ids: Sequence[str]) -> list[Question]:
        """What some benefits ask, facts before local standards, each once."""
        facts: dict[str, set[str]] = {}
        parameters: dict[str, None] = {}
        for benefit_id in benefit_ids:
            benefit = self.benefit(benefit_id)
            for name in benefit["facts"]:
                facts.setdefault(name, set()).update(benefit["options"].get(name, []))
            parameters.update(dict.fromkeys(benefit["parameters"]))
        return [self._fact(name, named) for name, named in facts.items()] + [
            Question(
                name,
                self.label(name),
                "ratio" if self.wording(name)["unit"] == "ratio" else "decimal",
                parameter=True,
            )
            for name in parameters
        ]

    def _fact(self, name: str, named: set[str]) -> Question:
        """``named``: the options that the benefits tell apart; empty means all."""
        fact = self._data["facts"][name]
        options = [Option(o["id"], o["label"]) for o in fact.get("options", [])]
        return Question(
            name,
            fact["label"],
            fact["type"],
            fact.get("unit", ""),
            tuple(options),
            tuple(fact.get("aliases", [])),
            "month_means" in fact,
            named=tuple(option.id for option in options if not named or option.id in named),
        )
