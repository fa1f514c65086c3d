"""Phrases that several readers know, as parts of patterns."""

from __future__ import annotations

from typing import Final

from trueup.page.reading.idioms import any_of, either, words

QUOTE: Final = "[\"']"
# Outside of IGNORECASE, for which re would try the cases of all of them.
HAN: Final = "(?-i:[\u4e00-\u9fff])"
NAME: Final = r"[A-Za-z_]\w*"
OF_IT: Final = r"(?: of [\w\- ]{1,60}?)?"  # "the length of the job name"
IS: Final = "(?:is|:|=){1,3}"  # one after the other: "the range is: "
IS_HAN: Final = "(?:为|是|:)"
NOT: Final = either(
    "can ?not",
    "can't",
    "must not",
    "may not",
    "should not",
    "shall not",
    "does not",
    "do not",
    "is not",
    "not",
)
# What pages call values: "available options", "the value".
KINDS: Final = either(
    "value",
    "available",
    "valid",
    "possible",
    "supported",
    "allowed",
    "permitted",
    "enumerated",
    "enumeration",
    "parameter",
    "the",
)
ARE: Final = either("are", "is", "includes?", "can be", "may be")
MODAL: Final = either("can", "may", "must", "should", "could")
MEANS: Final = "indicates?|means?|represents?"
# Words of prose, which are no values where a sentence names some.
_PROSE: Final = words(
    "a an the any empty null blank letters digits numbers number letter digit characters"
    " underscores hyphens spaces customized custom it them other others positive negative"
    " uppercase lowercase used set left specified changed modified configured obtained greater"
    " less one two string strings integer boolean not only more unlimited same different in by"
    " from to of for as with this that these those repeated duplicate queried n/a na"
)
# Sentences that name some values only, or those that there are not.
UNSURE: Final = any_of(
    (
        r"for example|such as|e\.g\.|like ",
        "recommend",
        "can ?not be|must not be|should not be",
        "例如|比如|如:",
        "建议",
        "不(?:能|可)",
    )
)


def is_prose(word: str) -> bool:
    """Say whether a word is one of prose, and no value."""
    return word in _PROSE or (len(word) > 1 and word.istitle() and word.casefold() in _PROSE)
