"""One page of an invented API, saved in every format."""

from __future__ import annotations

RST = """\
:original_name: kiln_0042.html

.. _Kiln_0042:

Firing a Kiln
=============

What It Does
------------

This call starts a **firing** of one kiln.
See :ref:`Listing Kilns <kiln_0007>` first.

URI
---

-  URI format

   POST /v2/{studio_id}/kilns/{kiln_id}/firings

-  Parameters

   .. table:: **Table 1** URI parameters

      +-----------+-----------+--------+----------------------------------------+
      | Parameter | Mandatory | Type   | Description                            |
      +===========+===========+========+========================================+
      | studio_id | Yes       | String | The studio. See                        |
      |           |           |        | :ref:`Studios <kiln_0001>`.            |
      +-----------+-----------+--------+----------------------------------------+
      | kiln_id   | Yes       | Long   | The kiln.                              |
      +-----------+-----------+--------+----------------------------------------+

Request
-------

.. _kiln_0042__table2:

.. table:: **Table 2** Request parameters

   +------------+-----------+---------+-------------------------------------------+
   | Parameter  | Mandatory | Type    | Description                               |
   +============+===========+=========+===========================================+
   | mode       | No        | String  | How to fire:                              |
   |            |           |         |                                           |
   |            |           |         | -  **slow**: over a day.                  |
   |            |           |         | -  **fast**: over an hour.                |
   |            |           |         |                                           |
   |            |           |         | The default value is **slow**.            |
   |            |           |         |                                           |
   |            |           |         | .. note::                                 |
   |            |           |         |                                           |
   |            |           |         |    Fast firing may crack a glaze.         |
   +------------+-----------+---------+-------------------------------------------+
   | curve      | No        | String  | Steps as JSON. Example:                   |
   |            |           |         |                                           |
   |            |           |         | .. code-block::                           |
   |            |           |         |                                           |
   |            |           |         |    {"steps":[{"to":1200,"in":3600}]}      |
   +------------+-----------+---------+-------------------------------------------+
   | glaze      | No        | Object  | The glaze, as :ref:`Table 3 <kiln_t3>`    |
   |            |           |         | has it: a | b.                            |
   +------------+-----------+---------+-------------------------------------------+
   | spare      | No        | String  |                                           |
   +------------+-----------+---------+-------------------------------------------+

.. _kiln_t3:

.. table:: **Table 3** glaze parameters

   ====== ========= ======= ==================
   Field  Mandatory Type    Description
   ====== ========= ======= ==================
   name   Yes       String  Name of the glaze.
   layers No        Integer Layers, 1 or more.
   ====== ========= ======= ==================

.. note::

   A kiln fires once at a time.

Example
-------

Fire slowly.

.. code-block:: json

   {
       "mode": "slow",

       "glaze": {"name": "celadon"}
   }
"""

MARKDOWN = """\
# Firing a Kiln<a name="Kiln_0042"></a>

## What It Does<a name="section1"></a>

This call starts a **firing** of one kiln.
See [Listing Kilns](kiln_0007.md) first.

## URI<a name="section2"></a>

-   URI format

    POST /v2/\\{studio\\_id\\}/kilns/\\{kiln\\_id\\}/firings

-   Parameters
    **Table 1**  URI parameters

    <a name="t1"></a>
    <table><thead align="left"><tr id="r1"><th width="15%"><p id="p1">Parameter</p>
    </th>
    <th><p>Mandatory</p></th><th><p>Type</p></th><th><p>Description</p></th>
    </tr>
    </thead>
    <tbody><tr><td><p><a name="p2"></a>studio_id</p></td><td><p>Yes</p></td><td>String</td>
    <td><p>The studio. See <a href="kiln_0001.md">Studios</a>.</p>
    </td></tr>

    <tr><td>kiln_id</td><td>Yes</td><td>Long</td><td>The kiln.</td></tr>
    </tbody>
    </table>

## Request<a name="section3"></a>

**Table 2**  Request parameters

<a name="kiln_0042__table2"></a>
<table><thead><tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr></thead>
<tbody><tr><td>mode</td><td>No</td><td>String</td><td><p>How to fire:</p>
<a name="ul1"></a><ul id="ul1"><li><strong>slow</strong>: over a day.</li><li>**fast**: over an hour.</li></ul>
<p>The default value is <span class="v"><b>slow</b></span>.</p>

Fast firing may *crack* a glaze.
</td>
</tr>
<tr><td>curve</td><td>No</td><td>String</td><td><p>Steps as JSON. Example:</p>
<pre class="screen"><a name="s1"></a>{"steps":[{"to":1200,"in":3600}]}

</pre></td></tr>
<tr><td>glaze</td><td>No</td><td>Object</td><td>The glaze, as <a href="#kiln_t3">Table 3</a>
has it: a | b.</td></tr>
<tr><td>spare</td><td>No</td><td>String</td><td>&nbsp;</td></tr>
</tbody>
</table>

**Table 3**  glaze parameters

<a name="kiln_t3"></a>
<table><tr><th>Field</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>
<tr><td>name<td>Yes<td>String<td>Name of the glaze.
<tr><td>layers<td>No<td>Integer<td>Layers, 1 or more.
</table>

> A kiln fires once at a time.

## Example<a name="section4"></a>

Fire slowly.

```json
{
    "mode": "slow",

    "glaze": {"name": "celadon"}
}
```
""".replace("**fast**", "<em>fast</em>")

PIPES = """\
# <a name="Kiln_0042"></a>Firing a Kiln

## What It Does

This call starts a **firing** of one kiln. See [Listing Kilns][list] first.

[list]: kiln_0007.md

## URI

* URI format

  POST /v2/{studio_id}/kilns/{kiln_id}/firings

* Parameters

  **Table 1** URI parameters

  | Parameter | Mandatory | Type | Description |
  |:---|---|---|---|
  | studio_id | Yes | String | The studio. See [Studios](kiln_0001.md "All"). |
  | `kiln_id` | Yes | Long | The kiln. |

## Request

<a name="kiln_0042__table2"></a>

**Table 2** Request parameters

Parameter | Mandatory | Type | Description
--- | --- | --- | ---
mode | No | String | How to fire: <ul><li>**slow**: over a day.</li><li>**fast**: over an hour.</li></ul> The default \
value is `slow`.<br><br/>Fast firing may crack a glaze.
curve | No | String | Steps as JSON. Example:<pre>{"steps":[{"to":1200,"in":3600}]}</pre>
glaze | No | Object | The glaze, as [Table 3](#kiln_t3) has it: a \\| b.
spare | No | String | |

**Table 3** glaze parameters
<a name="kiln_t3"></a>

| Field | Mandatory | Type | Description |
|-------|-----------|------|-------------|
| name | Yes | String | Name of the glaze. |
| layers | No | Integer | Layers, 1&nbsp;or more. |

A kiln fires once at a time.

## Example

Fire slowly.

    {
        "mode": "slow",

        "glaze": {"name": "celadon"}
    }
"""

HTML = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Firing a Kiln - Studio docs</title>
<style>p > b { color: red }</style><script>if (a < b) document.write("<p>no</p>")</script></head>
<body><header><h2>Studio docs</h2></header>
<nav><ul><li><a href="/">Home</a></ul></nav>
<div class="body" id="Kiln_0042"><h1 class="t">Firing a Kiln<a class="headerlink" href="#k">\u00b6</a></h1>
<h2 id="s1">What It Does</h2>
<!-- <p>not this</p> -->
<p>This call starts a <b>firing</b> of
one kiln.&#32;See <a href="kiln_0007.html">Listing Kilns</a> first.
<h2>URI</h2>
<ul><li><p>URI format</p><p>POST /v2/{studio&#x5f;id}/kilns/{kiln_id}/firings</p>
<li>Parameters
<div class="tablenoborder"><a name="t1"></a><table id="tab1"><caption><b>Table 1</b>  URI parameters</caption>
<colgroup><col><col></colgroup>
<thead><tr><th>Parameter<th>Mandatory<th>Type<th>Description</thead>
<tbody><tr><td><p>studio_id</p></td><td>Yes</td><td>String</td>
<td>The studio. See <a href='kiln_0001.html'>Studios</a>.</td></tr>
<tr><td>kiln\u200b_id</td><td>Yes</td><td>Long</td><td>The\u3000kiln.</td></tr></tbody></table></div>
</ul>
<h2>Request</h2>
<p><b>Table 2</b> Request parameters</p>
<div><table border=1 id=kiln_0042__table2>
<tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>
<tr><td>mode</td><td>No</td><td>String</td><td>How to fire:
<ul><li><strong>slow</strong>: over a day.<li>fast: over an hour.</ul>The default value is <code>slow</code>.
<div class="note"><img src="n.gif" alt="Note">Fast firing may crack a glaze.</div></td></tr>
<tr><td>curve</td><td>No</td><td>String</td><td>Steps as JSON. Example:
<pre>
{<span>"steps"</span>:[{"to":1200,"in":3600}]}
</pre></td></tr>
<tr><td>glaze</td><td>No</td><td>Object</td><td>The glaze, as <a href="#kiln_t3">Table 3</a> has it: a | b.</td></tr>
<tr><td>spare</td><td>No</td><td>String</td><td></td></tr>
</table></div>
<table class="layout"><tr><td>
<table id="kiln_t3"><caption>Table 3 glaze parameters</caption>
<tr><td>Field</td><td>Mandatory</td><td>Type</td><td>Description</td></tr>
<tr><td>name</td><td>Yes</td><td>String</td><td>Name of the glaze.</td></tr>
<tr><td>layers</td><td>No</td><td>Integer</td><td>Layers, 1 or more.</td></tr>
</table></td></tr></table>
<blockquote>A kiln fires once at a&nbsp;time.</blockquote>
<h2>Example</h2>
<p>Fire slowly.</p>
<pre class="screen">{
    "mode": "slow",

    "glaze": {"name": "celadon"}
}</pre>
</div><footer>Was this page of use? <button>Yes</button></footer></body></html>
"""
