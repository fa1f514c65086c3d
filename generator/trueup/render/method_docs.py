"""The docstrings of a method: as of its operation, with a call in each flavour."""

from __future__ import annotations

from typing import Final

from trueup.ir import Group, Operation
from trueup.render.expressions import Inexpressible
from trueup.render.operation_docs import operation_doc, page_path
from trueup.render.shown import calls
from trueup.render.snippets import Snippets

_WIDTH: Final = 84
_MOST_LINES: Final = 12  # what is longer stands on the page


def method_docs(operation: Operation, group: Group, snippets: Snippets) -> tuple[str, str]:
    """Write the docstrings of a method, of the client and of the asynchronous one."""
    page = page_path(group, operation.key) if snippets.identity.docs else ""
    one, other = (_example(operation, snippets, is_async=each) for each in (False, True))
    return (
        operation_doc(operation, snippets.declared, one, page),
        operation_doc(operation, snippets.declared, other, page),
    )


def _example(operation: Operation, snippets: Snippets, *, is_async: bool) -> str:
    """Write the smallest call; nothing where it is long or can't be written."""
    for call in calls(operation, snippets.declared)[:1]:
        try:
            text = snippets.example(operation, call, _WIDTH, is_async=is_async)
        except Inexpressible:
            return ""
        return text if len(text.splitlines()) <= _MOST_LINES else ""
    return ""
