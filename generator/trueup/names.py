"""Names: every Python name is settled here, before anything is printed.

The same input gives the same names on every run, and a name depends only on what it clashes with: the
thing that is spelled like its Python name keeps it, and every other in the clash gets a short digest
of its own spelling. So adding something unrelated renames nothing.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Final

# Names that pydantic's BaseModel or its metaclass give a meaning on a model.
MODEL_RESERVED: Final = frozenset(
    "construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json self update_forward_refs"
    " validate model_computed_fields model_config model_construct model_copy model_dump model_dump_json"
    " model_extra model_fields model_fields_set model_json_schema model_parametrized_name model_post_init"
    " model_rebuild model_validate model_validate_json model_validate_strings documented_defaults"
    " apply_documented_defaults"
    # Types that an annotation below the field may name.
    " bool bytes dict float int list object set str tuple".split()
)
# Names that a generated method or module gives a meaning itself.
ARGUMENT_RESERVED: Final = frozenset({"self", "body", "cls"})
CLIENT_RESERVED: Final = frozenset(
    "self cls auth base_url timeout http_client close aclose"
    # Types that an annotation in the class may name.
    " bool bytes dict float int list object str".split()
)
MODULE_RESERVED: Final = frozenset(
    {"Client", "AsyncClient", "UNSET", "Unset", "Settable", "Annotated", "Any", "Field", "Literal"}
    | {"RequestModel", "ResponseModel", "TextEnum", "IntegerEnum", "Documented", "Matches", "Known"}
    | {"ReadsAlso", "None", "True", "False", "InvalidRequestError", "TransportError", "DecodeError"}
    | {
        "APIError",
        "APIStatusError",
        "BadRequestError",
        "AuthenticationError",
        "PermissionDeniedError",
    }
    | {"NotFoundError", "RateLimitError", "ServerError"}
)
MEMBER_RESERVED: Final = frozenset({"name", "value", "mro", "names", "values", "Name", "Value"})


def words(spelling: str) -> list[str]:
    """Split a spelling into its words.

    >>> words("updateSQLJob-by_ID 2")
    ['update', 'SQL', 'Job', 'by', 'ID', '2']
    """
    spelling = spelling.replace("<", " ")
    plain = "".join(_ascii(character) for character in unicodedata.normalize("NFKD", spelling))
    return re.findall(r"(?<=<)[0-9a-z]+(?=>)|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", plain)


def snake(spelling: str, reserved: Collection[str] = ()) -> str:
    """Give the variable name for a spelling.

    >>> snake("updateSqlJob"), snake("class"), snake("2x"), snake("job_id")
    ('update_sql_job', 'class_', 'n2_x', 'job_id')
    """
    name = spelling
    if not re.fullmatch(r"[a-z][a-z0-9_]*", spelling):
        name = "_".join(word.lower() for word in words(spelling)) or "unnamed"
    if name[0].isdigit():
        name = f"n{name}"
    return _free(name, reserved)


def pascal(spelling: str, reserved: Collection[str] = ()) -> str:
    """Give the class name for a spelling.

    >>> pascal("UpdateSqlJobRequest"), pascal("job-manager spec"), pascal("client", {"Client"})
    ('UpdateSqlJobRequest', 'JobManagerSpec', 'ClientModel')
    """
    name = spelling
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", spelling):
        name = "".join(word[0].upper() + word[1:] for word in words(spelling)) or "Unnamed"
    if name[0].isdigit():
        name = f"N{name}"
    return f"{name}Model" if keyword.iskeyword(name) or name in reserved else name


def constant(spelling: str) -> str:
    """Give the enum member name for a value.

    >>> constant("shared_cluster"), constant("-1"), constant("v1")
    ('SHARED_CLUSTER', 'MINUS_1', 'V1')
    """
    if re.fullmatch(r"-[0-9]+", spelling):
        return f"MINUS_{spelling[1:]}"
    if spelling.isascii() and spelling.isdecimal():
        return f"VALUE_{spelling}"
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", spelling):
        return _free(spelling.upper(), ())
    name = "_".join(word.upper() for word in words(spelling)) or "EMPTY"
    return _free(f"VALUE_{name}" if name[0].isdigit() else name, MEMBER_RESERVED)


def can_be_member(name: str) -> bool:
    """Say whether a name can be an enumeration's member: an identifier with no meaning of its own there."""
    taken = keyword.iskeyword(name) or name in MEMBER_RESERVED
    return name.isidentifier() and not taken and not (name.startswith("_") and name.endswith("_"))


def settle(wanted: Iterable[tuple[str, str]], joint: str = "_") -> dict[str, str]:
    """Settle clashes: from (spelling, wanted name) pairs to one distinct name a spelling.

    `joint` stands between a name and the digest it needs.

    >>> settle([("a_b", "a_b"), ("a-b", "a_b"), ("c", "c")])
    {'a_b': 'a_b', 'a-b': 'a_b_hd443', 'c': 'c'}
    """
    pairs = list(wanted)
    claims: dict[str, list[str]] = {}
    for spelling, name in pairs:
        claims.setdefault(name, []).append(spelling)
    return {
        spelling: name
        if len(claims[name]) == 1 or spelling == name
        else f"{name}{joint}{_digest(spelling)}"
        for spelling, name in pairs
    }


def _free(name: str, reserved: Collection[str]) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in reserved else name


def _digest(spelling: str) -> str:
    return "h" + hashlib.sha256(spelling.encode("utf-8", "surrogatepass")).hexdigest()[:4]


def _ascii(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.combining(character):
        return ""
    return f"<u{ord(character):x}>"
