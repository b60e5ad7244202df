from typing import Any, TypeAlias

Json: TypeAlias = Any
Node: TypeAlias = dict[str, Any]
