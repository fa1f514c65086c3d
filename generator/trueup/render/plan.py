"""The plan: every file of the library, as text, before anything touches the disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import trueup
from trueup.ir import Api, Enumeration, Record
from trueup.render.client_views import constructor_view, flavour_views
from trueup.render.error_views import errors_view
from trueup.render.identity import PROVENANCE, Identity
from trueup.render.model_views import enumeration_view, model_view
from trueup.render.models import field_annotations
from trueup.render.operation_views import operation_view
from trueup.render.package_view import package_view
from trueup.render.parameters import argument_titles, parameter_record
from trueup.render.templating import Templates

Plan = Mapping[str, str]


def plan(api: Api, identity: Identity, filling: Templates) -> Plan:
    """Render a library; keys are paths below its folder, with forward slashes. Raise Refused."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    titles = argument_titles(api.operations)
    parameters = [parameter_record(each, declared, titles[each.key]) for each in api.operations]
    records = [each for each in api.declarations if isinstance(each, Record)]
    annotations = field_annotations([*records, *parameters], declared)
    errors = errors_view(api, identity)
    views = {
        "package": package_view(api, identity, errors),
        "errors": errors,
        "constructor": constructor_view(api, identity),
        "flavours": flavour_views(api, identity),
        "operations": [
            operation_view(each, annotations, declared, titles[each.key]) for each in api.operations
        ],
        "enumerations": [
            enumeration_view(each) for each in api.declarations if isinstance(each, Enumeration)
        ],
        "models": [model_view(each, annotations, declared) for each in records],
    }
    package = identity.package
    templates = {
        "__init__": "__init__",
        "client": "client",
        "errors": "errors",
        "models": "models",
        "_calls": "calls",
    }
    modules = {
        f"{package}/{module}.py": filling.python(f"client/{template}.py.jinja", **views)
        for module, template in templates.items()
    }
    files = {
        "README.md": filling.fill("package/README.md.jinja", **views),
        "pyproject.toml": filling.fill("package/pyproject.toml.jinja", **views),
        f"{package}/py.typed": "",
        **modules,
        **{f"{package}/_runtime/{name}": text for name, text in filling.needed(modules.values())},
    }
    return {**files, PROVENANCE: _provenance(api, identity, filling, files)}


def _provenance(api: Api, identity: Identity, filling: Templates, files: Plan) -> str:
    """Say what the library was made from, and the sha256 of each of its files."""
    said = {
        "generator": {"name": "trueup", "version": trueup.__version__},
        "spec": {
            "file": identity.spec,
            "sha256": identity.digest,
            "title": api.title,
            "version": api.version,
        },
        "templates": filling.provenance(),
        "files": {
            path: hashlib.sha256(text.encode()).hexdigest() for path, text in sorted(files.items())
        },
    }
    return f"{json.dumps(said, indent=2, ensure_ascii=False)}\n"
