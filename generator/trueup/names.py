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
from collections.abc import Collection, Iterable, Iterator
from typing import Final

# Names that pydantic's BaseModel or its metaclass give a meaning on a model.
MODEL_RESERVED: Final = frozenset(
    "construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json self update_forward_refs"
    " validate model_computed_fields model_config model_construct model_copy model_dump model_dump_json"
    " model_extra model_fields model_fields_set model_json_schema model_parametrized_name model_post_init"
    " model_rebuild model_validate model_validate_json model_validate_strings documented_defaults"
    " apply_documented_defaults computed_defaults mro register"
    # Types that an annotation below the field may name.
    " bool bytes dict float int list object set str tuple".split()
)
# Names that a generated method or module gives a meaning itself.
ARGUMENT_RESERVED: Final = frozenset({"self", "body", "cls"})
METHOD_RESERVED: Final = frozenset({"self", "cls", "with_raw_response"})
GROUP_RESERVED: Final = frozenset(
    "self cls auth base_url timeout deadline retry advice hooks http_client close aclose with_options"
    " with_raw_response".split()
)
# Types that an annotation in a class may name: a method of that name would hide them.
ANNOTATING: Final = frozenset("bool bytes dict float int list object str tuple".split())
CLIENT_RESERVED: Final = frozenset(
    # What the module of calls imports.
    "all_plain arguments as_json body_of encoded fill form in_header in_path json_lines in_query listed multipart named"
    " optional tell basic cert secret perhaps raw refusing verify verifying written".split()
).union(GROUP_RESERVED, ANNOTATING)
# Names that a generated module imports, declares or means as Python itself does.
MODULE_RESERVED: Final = frozenset(
    "Annotated Answers Any AnyStr BaseException BaseModel ByTag BytesReader Call Callable ClassVar"
    " EventsReader LinesReader PlainReader"
    " ConfigDict Connection Documented Exception FAULTS False Faults Field File IntegerEnum Invalid"
    " IsBytes IsFile Iterator Known Literal Mapping Matches More None OneOf OpenRequestModel"
    " OpenResponseModel P ParamSpec R Reader ReadsAlso RequestModel ResponseModel RootModel Self"
    " Settable StrictBool TextReader StrictBytes StrictFloat StrictInt StrictStr SuccessRule T"
    " TextEnum TracebackType Transport True TypeError TypeVar UNSET Unreadable Unset ValueError"
    " Exactly FORMATS Holds HoldsJson JsonText"
    " ReadBytes ReadDate ReadDateTime ReadDecimal ReadDuration ReadEncoded ReadIPv4 ReadIPv6 ReadTime ReadUUID"
    " SentBytes SentDate SentDateTime SentDecimal SentDuration SentEncoded SentIPv4 SentIPv6 SentTime SentUUID"
    " Advice AdviceWarning AsyncCaller AsyncClient AsyncTransport Caller Client FlatName GroupOf Retry TYPE_CHECKING"
    " APIError APIStatusError AuthenticationError BadRequestError DecodeError InvalidRequestError"
    " NotFoundError PermissionDeniedError RateLimitError ServerError TransportError"
    # A name of Python's own would be found in place of a class that stands further below.
    " ArithmeticError AssertionError AttributeError BaseExceptionGroup BlockingIOError BrokenPipeError"
    " BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError"
    " ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning"
    " EnvironmentError ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning"
    " GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError"
    " IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError"
    " NotADirectoryError NotImplemented NotImplementedError OSError OverflowError"
    " PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError"
    " ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration"
    " SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError UnboundLocalError"
    " UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning"
    " Warning ZeroDivisionError".split()
)
# Words that only say that a field is about time, and what was done at it.
_OF_TIME: Final = frozenset(
    "at date epoch millis milliseconds ms on sec seconds time timestamp ts unix utc".split()
)
_DONE: Final = {
    verb: f"{verb.removesuffix('e')}ed"
    for verb in "add archive cancel change complete create delete end expire fail finish join launch publish"
    " receive release renew start update upload".split()
} | {
    "begin": "begun",
    "modify": "modified",
    "send": "sent",
    "stop": "stopped",
    "submit": "submitted",
}
# Letters that Unicode does not take apart.
_LETTERS: Final = {
    each[0]: each[1:] for each in "ßss æae ÆAE œoe ŒOE øo ØO łl ŁL đd ĐD ðd ÐD þth ÞTh ıi".split()
}
_SIGNED: Final = {"-": "MINUS", "+": "PLUS"}
_MOST_SIGNS: Final = 4
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

    >>> constant("shared_cluster"), constant("-1"), constant("+name"), constant("<=")
    ('SHARED_CLUSTER', 'MINUS_1', 'PLUS_NAME', 'LESS_THAN_SIGN_EQUALS_SIGN')
    """
    if spelling.isascii() and spelling.isdecimal():
        return f"VALUE_{spelling}"
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", spelling):
        return _free(spelling.upper(), ())
    name = "_".join(word.upper() for word in words(spelling))
    if not name:
        return _signs(spelling)
    if spelling[0] in _SIGNED:
        return f"{_SIGNED[spelling[0]]}_{name}"
    return _free(f"VALUE_{name}" if name[0].isdigit() else name, MEMBER_RESERVED)


def can_be_member(name: str) -> bool:
    """Say whether a name can be an enumeration's member: an identifier with no meaning of its own there."""
    taken = keyword.iskeyword(name) or name in MEMBER_RESERVED
    return name.isidentifier() and not taken and not (name.startswith("_") and name.endswith("_"))


def settle(wanted: Iterable[tuple[str, str, str]], joint: str = "_") -> dict[str, str]:
    """Settle clashes: from (key, spelling, wanted name) to one distinct name a key.

    `joint` stands between a name and the digest it needs.

    >>> settle([("1", "a_b", "a_b"), ("2", "a-b", "a_b"), ("3", "c", "c")])
    {'1': 'a_b', '2': 'a_b_hd443', '3': 'c'}
    """
    entries = list(wanted)
    claims: dict[str, list[tuple[str, str]]] = {}
    for key, spelling, name in entries:
        claims.setdefault(name, []).append((key, spelling))
    settled: dict[str, str] = {}
    for name, claimed in claims.items():
        exact = next((key for key, spelling in claimed if spelling == name), None)
        if len(claimed) == 1 or exact is not None:
            settled[exact if exact is not None else claimed[0][0]] = name
    taken = set(claims)
    for key, spelling, name in entries:
        if key not in settled:
            settled[key] = next(
                made for made in _made_names(f"{name}{joint}h", spelling, key) if made not in taken
            )
            taken.add(settled[key])
    return {key: settled[key] for key, _, _ in entries}


def moment(name: str, taken: Collection[str]) -> str:
    """Name the moment that a field counts to; a field beside it, or a name of every model, goes first.

    >>> moment("update_time", ()), moment("end_ts", ()), moment("timestamp", ()), moment("run_time_ms", ())
    ('updated_at', 'ended_at', 'timestamp_datetime', 'run_at')
    >>> moment("update_time", {"updated_at"}), moment("created_at", {"created_at"})
    ('update_time_datetime', 'created_at_datetime')
    """
    parts = name.split("_")
    while len(parts) > 1 and parts[-1] in _OF_TIME:
        parts.pop()
    if not {*parts} & _OF_TIME:
        found = "_".join([*parts[:-1], _DONE.get(parts[-1], parts[-1]), "at"])
        if found not in taken and found not in MODEL_RESERVED:
            return found
    return distinct(f"{name}_datetime", taken)


def distinct(name: str, taken: Collection[str]) -> str:
    """Give a name that is not taken: underscores are added until it isn't.

    >>> distinct("token", {"token"})
    'token_'
    """
    while name in taken:
        name = f"{name}_"
    return name


def _made_names(prefix: str, spelling: str, key: str) -> Iterator[str]:
    """Give names to try: short digests of the spelling, then longer ones, then those of the key."""
    for text in (spelling, f"{spelling}\0{key}"):
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        for length in (4, 8, 16, 64):
            yield f"{prefix}{digest[:length]}"


def _free(name: str, reserved: Collection[str]) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in reserved else name


def _signs(spelling: str) -> str:
    """Name a value that has no words in it by its characters, if they are few."""
    called = [unicodedata.name(each, "") for each in spelling[:_MOST_SIGNS]]
    told = all(called) and 0 < len(spelling) <= _MOST_SIGNS
    return re.sub(r"[^A-Z0-9]+", "_", "_".join(called)) if told else "EMPTY"


def _ascii(character: str) -> str:
    if character.isascii() or character in _LETTERS:
        return _LETTERS.get(character, character)
    if unicodedata.combining(character):
        return ""
    return f"<u{ord(character):x}>"
