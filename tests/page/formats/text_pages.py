"""Pages of plain text of an invented API, and what their blocks say."""

from __future__ import annotations

from tests.page.formats.reading import words
from tests.page.reading_pages import HEAD
from trueup.findings import Finding
from trueup.page.blocks import Block, Table
from trueup.page.formats.text import read_text

CHINESE = """\
修改灯的名称

功能介绍

该接口用于修改一盏灯的名称。

URI

PUT /v2/{house}/lamps/{lamp}

表1 路径参数

参数

是否必选

参数类型

描述

house

是

String

房屋编号。

lamp

是

Long

灯的编号。

请求参数

表2 请求Body参数

参数

是否必选

参数类型

描述

name

否

String

灯的名称。长度为1~20个字符。

mode

否

Integer

参数解释：

发光方式。

约束限制：

只有在灯打开时才有效。

取值范围：

  • 1：常亮
  • 2：闪烁

默认取值：

1

shade

否

Object

灯罩，请参见表3。

表3 shade参数

参数

是否必选

参数类型

描述

colour

否

String

灯罩的颜色。

响应参数

表4 响应Body参数

参数

参数类型

描述

ok

Boolean

是否成功。

请求示例

{
    "name": "台灯",

    "mode": 1
}

状态码

表5 状态码

状态码

描述

200

修改成功。

404

没有这盏灯。
"""
ENGLISH = """\
Updated on 2024-02-03 GMT+08:00

Renaming a Lamp

Function

This API is used to rename a lamp.

URI

  • URI format

    PUT /v2/{house}/lamps/{lamp}

  • Parameter description
    Table 1 URI parameters

    Parameter

    Mandatory

    Type

    Description

    house

    Yes

    String

    ID of the house.

    lamp

    Yes

    Long

    ID of the lamp.

Request Parameters

Table 2 Request parameters

Parameter

Mandatory

Type

Description

name

No

String

Name of the lamp. Length range: 1 to 20 characters.

mode

No

Integer

How the lamp glows. Options:

  • 1: on
  • 2: blinking

The default value is 1.

curve

No

String

Steps as JSON. Example:

{"steps": [{"to": 5},

  {"to": 7}]}

shade

No

Object

The shade. For details, see Table 3.

Table 3 shade parameters

Parameter\tMandatory\tType\tDescription
colour\tNo\tString\tColour of the shade.
size\tNo\tInteger\tSize of the shade.

The unit is mm.
width\tNo\tInteger\tWidth of the shade.

Response Parameters

Table 4 Response parameters

Parameter

Type

Description

ok

Boolean

Whether the lamp was renamed.

Example Request

{
    "name": "desk lamp",

    "mode": 1
}

Status Codes

Table 5 lists the status codes.

Table 5 Status codes

Status Code

Description

200

The lamp was renamed.

404

There is no such lamp.
"""


def page(*parts: str) -> str:
    """Write a page whose request parameters are these lines, an empty line between each two."""
    return "\n\n".join([HEAD, "Request Parameters", *parts]) + "\n"


def lines(words: str) -> str:
    """Write words that bars part as lines with empty ones between."""
    return "\n\n".join(words.split("|"))


def blocks(text: str) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Read a text into blocks."""
    read, found = read_text("lamp.txt", text, "")
    return read.blocks, found


def tables(text: str) -> list[Table]:
    """Read the tables of a text that nothing is wrong with."""
    read, found = blocks(text)
    assert found == ()
    return [block for block in read if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    """Give the words of a table, cell by cell."""
    return [[cell.words for cell in row.cells] for row in table.rows]


def content(table: Table) -> list[object]:
    """Give what the last cell of each row of a table holds, paragraph by paragraph."""
    return [words(row.cells[-1]) for row in table.rows]
