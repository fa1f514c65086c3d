"""What a client takes, and what a library raises, has names of its own."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from .rendering import HEAD, library, operation


@pytest.mark.parametrize("name", ["http", "transport", "owned", "timeout", "auth", "base_url"])
def test_a_parameter_of_the_client_may_have_any_name(tmp_path: Path, name: str) -> None:
    given = (
        f"      parameters: [{{name: {name}, in: header, required: true,"
        " x-client-parameter: true, schema: {type: string}}]\n"
    )
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers[name])
        return httpx.Response(204)

    with library(
        f"{HEAD}paths:\n{operation('readA', '/a', given)}", tmp_path, f"client_{name}"
    ) as package:
        http = httpx.Client(transport=httpx.MockTransport(answer))
        taken = package.Client.__init__.__annotations__
        argument = f"{name}_" if f"{name}_" in taken else name
        package.Client(http_client=http, **{argument: "v"}).read_a()
    assert seen == ["v"]


@pytest.mark.parametrize("package", ["server", "transport", "decode", "not_found"])
def test_the_error_of_a_package_is_the_root_of_all_its_errors(tmp_path: Path, package: str) -> None:
    with library(f"{HEAD}paths:\n{operation('readA', '/a')}", tmp_path, package) as made:
        errors = [
            each
            for each in (getattr(made, name) for name in made.__all__)
            if isinstance(each, type) and issubclass(each, Exception)
        ]
        roots = [
            each
            for each in errors
            if not any(each is not other and issubclass(each, other) for other in errors)
        ]
        assert len(roots) == 1
        assert len(errors) == len({each.__name__ for each in errors})
        assert issubclass(made.ServerError, made.APIStatusError)
