"""The importer from end to end: a text file in, draft content files and a report out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_scripts.load.yaml_strict import load_yaml
from build_scripts.model.catalogue import Agency

from .draft import Draft
from .ids import assign_ids
from .layout import to_paragraphs
from .metadata import AgencyNames, complete
from .read import decode, read_lines
from .split import split_documents
from .structure import build_document
from .write import policy_yaml
