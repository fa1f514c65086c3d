"""Units of numbers, and of text that holds a quantity."""

from __future__ import annotations

import re
from typing import Final

from trueup.page.reading.idioms import either, first, idioms, said, words
from trueup.page.reading.sentences import Context

_UNITS: Final[dict[str, str]] = {
    word: unit
    for unit, words in {
        "second": "second|seconds|s|sec|秒|秒数|秒钟",
        "minute": "minute|minutes|min|分钟|分|分钟数",
        "hour": "hour|hours|h|小时|小时数",
        "day": "day|days|天|日|天数",
        "week": "week|weeks|周",
        "month": "month|months|月|个月",
        "year": "year|years|年",
        "millisecond": "millisecond|milliseconds|ms|毫秒|毫秒数",
        "microsecond": "microsecond|microseconds|us|微秒",
        "times/hour": "times/hour|times per hour|次/小时",
        "times/minute": "times/minute|times per minute|次/分钟",
        "byte": "byte|bytes|字节",
        "bit": "bit|bits|比特",
        "KB": "kb|kilobytes|kilobyte", "MB": "mb|megabytes|megabyte|兆", "GB": "gb|gigabytes|gigabyte", "TB": "tb|terabytes",
        "KiB": "kib", "MiB": "mib", "GiB": "gib", "TiB": "tib",
        "Mbit/s": "mbit/s|mbps|mbits/s", "Gbit/s": "gbit/s|gbps", "kbit/s": "kbit/s|kbps", "bit/s": "bit/s",
        "MB/s": "mb/s", "KB/s": "kb/s",
        "CU": "cu|cus|cus.|compute units", "core": "core|cores|cpu cores|cpu core|vcpus|vcpu|核",
        "%": "%|percent|percentage|百分比", "time": "times|次", "times/day": "times/day|times per day|次/天",
        "piece": "piece|pieces|pcs|个", "record": "records|record|条", "row": "rows|row|行",
    }.items()
    for word in words.split("|")
}  # fmt: skip
_TIMES: Final = "毫秒|微秒|秒|分钟|小时|天"
_KNOWN: Final = either(
    "(?:milli|micro)?seconds?", "minutes?", "hours?", "days?", "weeks?", "months?", "years?", "bytes?", "[KMGT]i?B(?:/s)?", "[KMG]?bit/s",
    "[KMG]bps", "percentage", "times/(?:hour|minute|day)", "ms", "CUs?", "(?:CPU )?cores?", "vCPUs?",
)  # fmt: skip
_NAMED: Final = idioms(
    r"\b(?:default )?unit(?: of [\w ]+?)?\s*(?:is|:|=)+\s*(?P<u>%|[A-Za-z]+(?:/[A-Za-z]+| per [a-z]+)?)(?![\w/])",
    r"单位(?:默认)?\s*(?:为|是|:)*\s*(?P<u>%|[A-Za-z/]+|[\u4e00-\u9fff]+?(?:/[\u4e00-\u9fff]+?)?)(?=[\s.,;:)。、的]|$)",
)
_EXPRESSED: Final = idioms(
    rf"\b(?:in(?: the unit of)?|expressed (?:by|in)|measured in|accurate to(?: the)?|counted in) (?P<u>{_KNOWN})(?![\w/])",
    rf"^(?:maximum |minimum |total )?number of (?P<u>{_KNOWN})(?![\w/])",
    rf"(?P<u>{_TIMES})数|以(?P<v>{_TIMES})为单位|的?(?P<w>CU)(?:数量|数|个数)|\((?P<x>{_TIMES})\)",
)
_BRACKETED: Final = idioms(rf"\(\s*(?P<u>{_KNOWN})\s*\)")
_NO_UNITS: Final = words("the that this same one not determined specified set used also and or")
_ALTERNATIVES: Final = re.compile(r"\bin\s+[KMGT]i?B\s+or\s+[KMGT]i?B", re.IGNORECASE)
_OF_TIME_OR_SIZE: Final = re.compile(
    r"time(?:stamp)?s?\b|timestamp|size|memory|单位", re.IGNORECASE
)


def unit_named(word: str) -> str | None:
    """Give a unit by one of its names; None: no unit that is known."""
    return _UNITS.get(" ".join(word.split()).casefold())


def _unknown(word: str) -> str | None:
    """Take a word that is called the unit for one, though it is in no list."""
    plain = word.casefold()
    return plain if re.fullmatch(r"[a-z]{3,20}", plain) and plain not in _NO_UNITS else None


def unit(plain: str, context: Context) -> str | None:
    """Read the unit that a sentence states; None: none."""
    named = first(_NAMED, plain)
    if named and (measure := unit_named(named["u"]) or _unknown(named["u"])):
        return measure
    # "in MB or GB": which of them is told by the default unit
    if _ALTERNATIVES.search(plain) or not (context.numeric or _OF_TIME_OR_SIZE.search(plain)):
        return None
    found = first(_EXPRESSED, plain) or (first(_BRACKETED, plain) if context.numeric else None)
    return unit_named(said(found)) if found else None
