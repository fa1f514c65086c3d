"""Units of numbers, and of text that holds a quantity."""

from __future__ import annotations

import re
from typing import Final

from trueup.page.reading.idioms import either, first, idioms, said, words
from trueup.page.reading.phrases import HAN, IS, IS_HAN, OF_IT
from trueup.page.reading.sentences import Context

_NAMES: Final = {
    "second": "second|seconds|s|sec|秒|秒数|秒钟",
    "minute": "minute|minutes|min|分钟|分|分钟数",
    "hour": "hour|hours|h|小时|小时数",
    "day": "day|days|天|日|天数",
    "week": "week|weeks|周",
    "month": "month|months|月|个月",
    "year": "year|years|年",
    "millisecond": "millisecond|milliseconds|ms|毫秒|毫秒数",
    "microsecond": "microsecond|microseconds|us|微秒",
    "time": "times|次",
    "times/hour": "times/hour|times per hour|次/小时",
    "times/minute": "times/minute|times per minute|次/分钟",
    "times/day": "times/day|times per day|次/天",
    "byte": "byte|bytes|字节",
    "bit": "bit|bits|比特",
    "KB": "kb|kilobytes|kilobyte",
    "MB": "mb|megabytes|megabyte|兆",
    "GB": "gb|gigabytes|gigabyte",
    "TB": "tb|terabytes",
    "KiB": "kib",
    "MiB": "mib",
    "GiB": "gib",
    "TiB": "tib",
    "bit/s": "bit/s",
    "kbit/s": "kbit/s|kbps",
    "Mbit/s": "mbit/s|mbps|mbits/s",
    "Gbit/s": "gbit/s|gbps",
    "KB/s": "kb/s",
    "MB/s": "mb/s",
    "CU": "cu|cus|cus.|compute units",
    "core": "core|cores|cpu cores|cpu core|vcpus|vcpu|核",
    "%": "%|percent|percentage|百分比",
    "piece": "piece|pieces|pcs|个",
    "record": "records|record|条",
    "row": "rows|row|行",
}
_UNITS: Final = {word: unit for unit, names in _NAMES.items() for word in names.split("|")}
_KNOWN: Final = either(
    "(?:milli|micro)?seconds?",
    "minutes?",
    "hours?",
    "days?",
    "weeks?",
    "months?",
    "years?",
    "ms",
    "bytes?",
    "[KMGT]i?B(?:/s)?",
    "[KMG]?bit/s",
    "[KMG]bps",
    "percentage",
    "times/(?:hour|minute|day)",
    "CUs?",
    "(?:CPU )?cores?",
    "vCPUs?",
)
_TIMES_HAN: Final = "毫秒|微秒|秒|分钟|小时|天"
_NAMED: Final = idioms(
    rf"\b(?:default )?unit{OF_IT}\s*{IS}\s*"
    r"(?P<u>%|[A-Za-z]+(?:/[A-Za-z]+| per [a-z]+)?)(?![\w/])",
    rf"单位(?:默认)?\s*{IS_HAN}*\s*"
    rf"(?P<u>%|[A-Za-z/]+|{HAN}{{1,8}}?(?:/{HAN}{{1,8}}?)?)(?=[\s.,;:)。、的]|$)",
)
_EXPRESSED: Final = idioms(
    r"\b(?:in(?: the unit of)?|expressed (?:by|in)|measured in|accurate to(?: the)?|counted in)"
    rf" (?P<u>{_KNOWN})(?![\w/])",
    rf"^(?:maximum |minimum |total )?number of (?P<u>{_KNOWN})(?![\w/])",
    # Chinese: 秒数, 以秒为单位, CU数量
    rf"(?P<u>{_TIMES_HAN})数|以(?P<v>{_TIMES_HAN})为单位"
    rf"|(?P<w>CU)(?:数量?|个数)|\((?P<x>{_TIMES_HAN})\)",
)
_BRACKETED: Final = idioms(rf"\(\s*(?P<u>{_KNOWN})\s*\)")
_NO_UNITS: Final = words("the that this same one not determined specified set used also and or")
_ALTERNATIVES: Final = re.compile(r"\bin\s+[KMGT]i?B\s+or\s+[KMGT]i?B", re.IGNORECASE)
_OF_TIME_OR_SIZE: Final = re.compile(
    r"time(?:stamp)?s?\b|timestamp|size|memory|单位", re.IGNORECASE
)


def unit(plain: str, context: Context) -> str | None:
    """Read the unit that a sentence states; None: none."""
    called = first(_NAMED, plain)
    if called and (measure := _named(called["u"]) or _unknown(called["u"])):
        return measure
    # "in MB or GB": which of them is told by the default unit
    if _ALTERNATIVES.search(plain) or not (context.numeric or _OF_TIME_OR_SIZE.search(plain)):
        return None
    found = first(_EXPRESSED, plain) or (first(_BRACKETED, plain) if context.numeric else None)
    return _named(said(found)) if found else None


def _named(word: str) -> str | None:
    """Give a unit by one of its names; None: no unit that is known."""
    return _UNITS.get(" ".join(word.split()).casefold())


def _unknown(word: str) -> str | None:
    """Take a word that is called the unit for one, though it is in no list."""
    plain = word.casefold()
    return plain if re.fullmatch(r"[a-z]{3,20}", plain) and plain not in _NO_UNITS else None
