"""Trueup keeps a documentation page, the OpenAPI document written from it and the library generated from that true.

Start reading at `pipeline`: the stages in the order in which data flows through them.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
