"""README.md and REFERENCE.md: what they show is what happens."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import httpx2
import pytest

from generator.client import render
from generator.spec import guesses, openapi, overlay
from tests import reference

README = (reference.ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (reference.ROOT / "REFERENCE.md").read_text(encoding="utf-8")


def test_the_pages_are_up_to_date() -> None:
    """`python tests/reference.py` writes them anew."""
    for page, text in reference.pages().items():
        assert page.read_text(encoding="utf-8") == text


def test_the_client_in_use_does_what_it_shows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program of the README runs, against a transport that knows one session."""
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["authorization"].endswith("...")
        seen.append(f"{request.method} {request.url.path}")
        if request.url.path.endswith("/gone"):
            return httpx2.Response(404, json={"errorCode": "E0000007"}, request=request)
        return httpx2.Response(200, json={"id": "101"}, request=request)

    async def answer_later(request: httpx2.Request) -> httpx2.Response:
        return answer(request)

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", lambda _, request: answer(request))
    monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", lambda _, request: answer_later(request))
    monkeypatch.syspath_prepend(str(reference.ROOT / "generated"))
    (program,) = re.findall(r"```python\n(.*?)```", README, re.S)
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    runpy.run_path(str(tmp_path / "program.py"))
    assert seen == [
        "POST /api/v1/sessions",
        "POST /api/v1/sessions/101/lifecycle/refresh",
        "GET /api/v1/sessions/101",
        "DELETE /api/v1/sessions/gone",
        "GET /api/v1/sessions/102",
    ]
    out = capsys.readouterr().out
    assert "200" in out
    assert "404 {'errorCode': 'E0000007'}" in out


def test_the_commands_for_a_start_stand_where_the_checks_look_for_them() -> None:
    for heading, command in (("The main job", "docs2client generate"), ("Tests", "pytest")):
        block = README.partition(f"\n## {heading}\n")[2].partition("```sh\n")[2].partition("\n```")[0]
        assert command in block
        assert "\n" not in block


def test_the_overlay_in_the_reference_does_what_it_says() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.S)
    spec = (reference.ROOT / "specs/okta/openapi.yaml").read_text(encoding="utf-8")
    corrected, problems = overlay.apply(spec, example, "overlay.yaml")
    api, _ = openapi.load(corrected, "openapi.yaml")
    session = {field.name: field.schema.types for field in api.schemas["Session"].properties}
    assert problems == () and session == {"id": ("string",), "expiresAt": ("string",)}
    rendered = render(api, "okta_client")[0]
    resource = rendered["resources/sessions.py"]
    assert "def end_session(" in resource and "cookie: str" not in resource
    assert 'ApiKeyScheme("api_token", "Authorization", prefix="SSWS")' in " ".join(rendered["_client.py"].split())
    assert "required" not in {guess.key for guess in guesses.guesses(api)}
