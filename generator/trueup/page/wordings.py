"""What headers, sections and labels are called on pages of this family, in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

_Meaning = TypeVar("_Meaning")


class Column(StrEnum):
    """What a column of a table holds."""

    NAME = "name"
    MANDATORY = "mandatory"
    TYPE = "type"
    DESCRIPTION = "description"
    DEFAULT = "default value"
    RANGE = "value range"
    EXAMPLE = "example"
    STATUS = "status code"
    CODE = "error code"
    MESSAGE = "error message"


class Section(StrEnum):
    """What a section of a page is about."""

    URI = "uri"
    REQUEST = "request"
    RESPONSE = "response"
    EXAMPLES = "examples"
    EXAMPLE_REQUEST = "example request"
    EXAMPLE_RESPONSE = "example response"
    STATUS = "status codes"
    ERRORS = "error codes"
    OTHER = "other"


class Label(StrEnum):
    """The labels inside a description cell of the newer template."""

    DEFINITION = "definition"
    CONSTRAINTS = "constraints"
    RANGE = "range"
    DEFAULT = "default value"


_COLUMNS: Final = {
    Column.NAME: "parameter|parameters|parameter name|name|field|field name|attribute|element|key"
    "|参数|参数名|参数名称|名称|字段|字段名|字段名称|属性",
    Column.MANDATORY: "mandatory|required|mandatory or optional|mandatory/optional|optional/mandatory"
    "|是否必选|是否必须|是否必填|是否为必选|必选|必填|必选/可选|是否可选",
    Column.TYPE: "type|parameter type|data type|value type|field type|参数类型|类型|数据类型|字段类型",
    Column.DESCRIPTION: "description|parameter description|remarks|remark|meaning|definition|details"
    "|描述|说明|参数说明|参数描述|备注|含义",
    Column.DEFAULT: "default|default value|默认值|缺省值|默认取值",
    Column.RANGE: "value range|range|value|values|取值范围|取值|可选值",
    Column.EXAMPLE: "example|example value|示例|样例|示例值",
    Column.STATUS: "status code|status codes|http status code|http status codes|returned value|return value"
    "|returned values|return code|状态码|http状态码|返回值|返回码|返回状态码",
    Column.CODE: "error code|error codes|错误码|错误代码",
    Column.MESSAGE: "error message|error messages|error information|错误信息|错误描述",
}
_SECTIONS: Final = {
    Section.URI: "uri|url|api|uri format|uri and parameters",
    Section.REQUEST: "request|requests|request parameter|request parameters|request message|request body"
    "|请求|请求参数|请求消息|请求信息|请求体|请求body",
    Section.RESPONSE: "response|responses|response parameter|response parameters|response message|response body"
    "|returned value|响应|响应参数|响应消息|响应信息|响应体|返回参数|返回消息",
    Section.EXAMPLES: "example|examples|sample|samples|示例|样例|请求响应示例|示例代码",
    Section.EXAMPLE_REQUEST: "example request|example requests|request example|request examples|sample request"
    "|sample requests|request sample|请求示例|请求样例|请求消息样例|请求消息示例",
    Section.EXAMPLE_RESPONSE: "example response|example responses|response example|response examples"
    "|sample response|sample responses|response sample|successful response"
    "|响应示例|响应样例|响应消息样例|响应消息示例|返回示例|正常响应",
    Section.STATUS: "status code|status codes|returned values|return values|状态码|返回值|返回码",
    Section.ERRORS: "error code|error codes|错误码",
    Section.OTHER: "function|functions|authorization|authorization information|debugging"
    "|api description|introduction|sdk sample code"
    "|prerequisites|precautions|notes|related operations|related apis|overview|scenario|scenarios"
    "|application scenarios"
    "|功能介绍|功能描述|授权信息|调试|前提条件|注意事项|接口描述|接口约束|sdk代码示例|约束与限制|使用场景",
}
_LABELS: Final = {
    Label.DEFINITION: "definition|参数解释|参数含义|解释",
    Label.CONSTRAINTS: "constraints|constraint|restrictions|约束限制|约束与限制|约束",
    Label.RANGE: "range|value range|values|取值范围|取值",
    Label.DEFAULT: "default value|default|默认取值|默认值",
}
_YES: Final = "yes|true|mandatory|required|y|m|是|必选|必须|必填"
_NO: Final = "no|false|optional|n|o|否|可选|非必选|非必填|选填"
CAPTION: Final = re.compile(
    r"(?:Table|表)\s*(\d{1,9})(?!\d)\s*[:：.．-]?\s*(.*)", re.IGNORECASE | re.DOTALL
)
STATUS_LINE: Final = re.compile(r"(?:status code|状态码)\s*[:：]\s*(\d{3})", re.IGNORECASE)
STATUS_CODE: Final = re.compile(r"[1-5](?:\d\d|[xX]{2})")
_ASIDE: Final = re.compile("[(（][^()（）]*[)）]")
_TRIM: Final = " \t:：*`?？"


def _by_word(table: Mapping[_Meaning, str]) -> Mapping[str, _Meaning]:
    return {word: meaning for meaning, words in table.items() for word in words.split("|")}


_COLUMN_OF: Final = _by_word(_COLUMNS)
_SECTION_OF: Final = _by_word(_SECTIONS)
_LABEL_OF: Final = _by_word(_LABELS)
_MANDATORY_OF: Final = _by_word({True: _YES, False: _NO})


def _plain(words: str) -> str:
    return " ".join(_ASIDE.sub("", words).strip(_TRIM).casefold().split())


def column(words: str) -> Column | None:
    """Say which column a header names; None: no header that is known."""
    return _COLUMN_OF.get(_plain(words))


def section(words: str) -> Section | None:
    """Say which section a heading opens; None: none that is known."""
    return _SECTION_OF.get(_plain(words))


def label(words: str) -> Label | None:
    """Say which label of a cell words are; None: none."""
    return _LABEL_OF.get(_plain(words))


def mandatory(words: str) -> bool | None:
    """Read a cell of the column Mandatory; None: neither yes nor no."""
    return _MANDATORY_OF.get(_plain(words))


def chinese(words: str) -> bool:
    """Say whether words are Chinese."""
    return any("\u4e00" <= character <= "\u9fff" for character in words)
