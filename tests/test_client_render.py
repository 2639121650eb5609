"""Whole packages: as black leaves them, clean for mypy, safe whatever the texts say, and right on the wire."""

from __future__ import annotations

import ast
import asyncio
import datetime as dt
import hashlib
import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import black
import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.client import layout, render
from generator.client.render import template_folder
from generator.problems import CATALOGUE
from generator.spec import openapi
from generator.spec.api import (
    Api,
    MediaType,
    Operation,
    Parameter,
    Property,
    RequestBody,
    Response,
    Schema,
    Server,
)
from tests.rendered import SPECS, Recorder, foreign, imported, python_files, read, write
from tests.strategies import apis

OWN = sorted(path.stem for path in SPECS.glob("*.yaml"))


@pytest.fixture(scope="module")
def marina(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with imported(read("marina"), "marina_client", tmp_path_factory.mktemp("packages")) as package:
        yield package


def client(package: ModuleType, recorder: Recorder, **settings_: Any) -> Any:
    return package.Client(
        http_client=recorder.client,
        max_retries=0,
        **{"api_token": "t", "oauth2": "o", "basic_auth": ("u", "p"), "query_key": "k", **settings_},
    )


# -- text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [*sorted(SPECS.glob("*.yaml")), *foreign()], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_black_changes_nothing(path: Path) -> None:
    api, _ = openapi.load(path.read_text("utf-8"), path.name)
    files, _ = render(api, "some_client")
    for name, text in python_files(files).items():
        assert black.format_str(text, mode=black.Mode()) == text, name


def test_black_changes_nothing_in_the_runtime_either() -> None:
    modules = sorted((template_folder() / "_runtime").glob("*.py"))
    assert modules
    for module in modules:
        text = module.read_text("utf-8")
        assert black.format_str(text, mode=black.Mode()) == text, module.name


@given(apis())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_api_becomes_python_that_black_leaves_alone(api: Api) -> None:
    files, problems = render(api, "some_client")

    for path, text in python_files(files).items():
        folder, _, name = path.removesuffix(".py").rpartition("/")
        assert folder in ("", "resources", "models") and name.isidentifier()
        assert black.format_str(text, mode=black.Mode()) == text
    assert {problem.code for problem in problems} <= CATALOGUE.keys()


hostile = st.one_of(
    st.text(),
    st.text(alphabet="\"\\\n '{}%#\t\r\u2028\u202e\xa0`"),
    st.lists(st.sampled_from(['"""', "\\", "'", '"', "\n", "x" * 90, "\x00", "\ud800", "{{ 1 }}", "word "])).map(
        "".join
    ),
)


@given(hostile)
@settings(max_examples=200, deadline=None)
def test_text_of_a_document_stays_data(text: str) -> None:
    schema = Schema(types=("object",), description=text, properties=(Property(name=text, schema=Schema(enum=(text,))),))
    parameter = Parameter(name=text, location="query", schema=Schema(types=("string",)), description=text)
    operation = Operation(
        operation_id="op",
        method="get",
        path="/x",
        tags=("tag",),
        summary=text,
        description=text,
        parameters=(parameter,),
        responses=(Response(status="200", description=text, content=(MediaType(content_type="*/*", schema=schema),)),),
    )
    api = Api(title=text, version=text, description=text, operations=(operation,), schemas={"Thing": schema})
    files, _ = render(api, "some_client")

    method = method_of(ast.parse(files["resources/tag.py"]), "Tag", "op")
    assert isinstance(method.body[-1], ast.Return) and len(method.body) == 2
    told = " ".join((ast.get_docstring(method) or "").split())
    assert layout.prose(text).split() == [] or layout.prose(text).split()[0] in told
    model = class_of(ast.parse(files["models.py"]), "Thing")
    assert len([node for node in model.body if isinstance(node, ast.AnnAssign)]) == 1
    for path, content in python_files(files).items():
        calls = {call_name(node) for node in ast.walk(ast.parse(content)) if isinstance(node, ast.Call)}
        assert calls <= KNOWN_CALLS, path


KNOWN_CALLS = frozenset(
    "rt.Operation rt.Parameter rt.Body rt.Api rt.alias rt.optional rt.required rt.asynchronous rt.raw rt.async_raw"
    " super super().__init__ self._send RawTag AsyncRawTag _op _OP.request"
    " AttributeError getattr globals import_module".split()
)


def call_name(node: ast.Call) -> str:
    return ast.unparse(node.func)


def class_of(tree: ast.Module, name: str) -> ast.ClassDef:
    return next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)


def method_of(tree: ast.Module, class_name: str, name: str) -> ast.FunctionDef:
    methods = class_of(tree, class_name).body
    return next(node for node in methods if isinstance(node, ast.FunctionDef) and node.name == name)


def test_every_file_says_that_it_is_generated() -> None:
    files, _ = render(read("marina"), "marina_client")
    for path, text in files.items():
        assert path == "py.typed" or "Generated by docs2client" in text.split("\n")[0], path


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import hashlib, sys; from generator.client import render; from generator.spec import openapi;"
        "api, _ = openapi.load(open(sys.argv[1], encoding='utf-8').read(), 'spec');"
        "print(hashlib.sha256(repr(sorted(render(api, 'some_client')[0].items())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(SPECS / "marina.yaml")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    files, _ = render(read("marina"), "some_client")
    assert digests == {f"{hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()}\n"}


@pytest.mark.parametrize("package", ["../evil", "a.b", "class", "", "a-b", "__init__"])
def test_a_package_name_that_is_none_is_refused(package: str) -> None:
    with pytest.raises(ValueError, match="not a package name"):
        render(Api(title="", version=""), package)


def test_templates_are_looked_for_inside_the_package_then_beside_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        template_folder(tmp_path / "generator")
    beside = tmp_path / "templates" / "python"
    inside = tmp_path / "generator" / "templates" / "python"
    for folder in (beside, inside):
        write({"__init__.py.jinja": "", "_runtime/__init__.py": ""}, folder)
        assert template_folder(tmp_path / "generator") == folder


# -- types --------------------------------------------------------------------------------------------------------


def test_mypy_and_undefined_names(tmp_path: Path) -> None:
    for name in OWN:
        files, _ = render(read(name), f"{name}_client")
        write(files, tmp_path / f"{name}_client")
    (tmp_path / "use.py").write_text(USE, "utf-8")
    packages = [f"{name}_client" for name in OWN]
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, *packages, "use.py"]
    ruff = ["ruff", "check", "--isolated", "--select", "F", *packages]

    checked = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    linted = subprocess.run([sys.executable, "-m", *ruff], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


# What a user may write, each line with the type that a checker must see.
USE = """
import datetime as dt
from typing import assert_type

from marina_client import AsyncClient, Client, models

with Client(api_token="t") as client:
    berth = client.berths.get_berth("b")
    assert_type(berth, models.Berth)
    assert_type(berth.created_at, dt.datetime)
    assert_type(client.berths.raw.get_berth("b").parsed, models.Berth)
    assert_type(client.billing.get_rates("b"), dict[str, int])
    assert_type([item.name for item in client.berths.iter_berths()], list[str])
    client.berths.create_berth(name="n", max_length=2, position=models.Position(lat=1, lon=2))
    client.berths.create_berth(body={"name": "n"})
    client.berths.delete_berth("b", timeout=3.0)


async def main() -> None:
    async with AsyncClient() as client:
        assert_type(await client.berths.get_berth("b"), models.Berth)
"""


@pytest.mark.parametrize("name", OWN)
def test_every_module_imports_and_every_type_resolves(name: str, tmp_path: Path) -> None:
    with imported(read(name), f"{name}_client", tmp_path) as package:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for operation in vars(module).values():
                if isinstance(operation, package._runtime.Operation):
                    texts = [parameter.type for parameter in operation.parameters]
                    texts += [body.type for body in operation.body]
                    texts += [kind for kind, _ in operation.responses.values() if kind]
                    assert all(operation.codec(text).text for text in texts)
        for value in vars(package.models).values():
            plan = getattr(value, "_plan", None)
            assert plan is None or all(field.codec.text for field in plan().by_attribute.values())


def test_importing_the_package_loads_nothing_else(tmp_path: Path) -> None:
    files, _ = render(read("marina"), "marina_client")
    write(files, tmp_path / "marina_client")
    script = "import sys, marina_client; print([name for name in sys.modules if name.startswith('marina_client.')])"

    loaded = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"


def test_many_models_lie_in_modules_of_their_own_resource(tmp_path: Path) -> None:
    with imported(large_api(), "large_client", tmp_path) as package:
        assert package.models.Ants0(name="a").name == "a"
        loaded = {name for name in sys.modules if name.startswith("large_client.models.")}

    assert loaded == {"large_client.models._of_ants"}


def large_api() -> Api:
    """Two resources of a hundred models each, and one model that both use."""
    thing = Schema(types=("object",), properties=(Property(name="name", schema=Schema(types=("string",))),))
    shared = Schema(types=("object",), properties=(Property(name="next", schema=Schema(ref="Shared")),))
    schemas = {f"{tag}{n}": thing for tag in ("ants", "bees") for n in range(100)} | {"Shared": shared}
    operations = tuple(
        Operation(
            operation_id=f"get{name}For{tag}",
            method="get",
            path=f"/{name}/{tag}",
            tags=(tag,),
            responses=(
                Response(status="200", content=(MediaType(content_type="application/json", schema=Schema(ref=name)),)),
            ),
        )
        for tag in ("ants", "bees")
        for name in schemas
        if name.startswith(tag) or name == "Shared"
    )
    return Api(
        title="Large", version="1", servers=(Server(url="https://x.example"),), operations=operations, schemas=schemas
    )


# -- on the wire --------------------------------------------------------------------------------------------------

BERTH = {"id": "b1", "name": "North", "maxLength": 12.5, "createdAt": "2024-05-17T12:30:00Z"}


def test_a_body_is_made_of_keyword_arguments(marina: ModuleType) -> None:
    recorder = Recorder(201, json=BERTH)
    with client(marina, recorder) as api:
        berth = api.berths.create_berth(name="North", max_length=12.5, position={"lat": 1.0, "lon": 2.0}, kind="quay")

    assert recorder.last.method == "POST"
    assert str(recorder.last.url) == "https://api.marina.example/v2/berths"
    sent = {"name": "North", "maxLength": 12.5, "position": {"lat": 1.0, "lon": 2.0}, "kind": "quay"}
    assert json.loads(recorder.last.content) == sent
    assert (berth.id, berth.created_at) == ("b1", dt.datetime(2024, 5, 17, 12, 30, tzinfo=dt.UTC))


def test_a_body_is_given_whole(marina: ModuleType) -> None:
    recorder = Recorder(201, json=BERTH)
    with client(marina, recorder) as api:
        api.berths.create_berth(body=marina.models.BerthInput(name="N", max_length=1))

    assert recorder.last.content == b'{"name":"N","maxLength":1}'


def test_a_required_field_that_is_missing_is_named(marina: ModuleType) -> None:
    recorder = Recorder()
    with client(marina, recorder) as api, pytest.raises(marina.InvalidRequestError, match="max_length"):
        api.berths.create_berth(name="North")
    assert recorder.requests == []


def test_query_header_and_cookie_parameters(marina: ModuleType) -> None:
    recorder = Recorder(json=[])
    with client(marina, recorder) as api:
        api.berths.list_berths(
            q='a|b "c"',
            status=["free", "closed"],
            available_on=dt.date(2024, 5, 17),
            sheltered=True,
            accept_language="en",
        )
        query = recorder.last.url.query
        api.log.get_log_entry("6f9619ff-8b86-4011-b42d-00c04fc964ff", sid="s1")

    assert query == b"q=a%7Cb%20%22c%22&status=free,closed&available_on=2024-05-17&sheltered=true"
    assert recorder.requests[0].headers["accept-language"] == "en"
    assert recorder.last.headers["cookie"] == "sid=s1"
    assert "authorization" not in recorder.last.headers


def test_a_path_argument_stays_one_segment(marina: ModuleType) -> None:
    recorder = Recorder(json=BERTH)
    with client(marina, recorder) as api:
        api.berths.get_berth("../users")
        assert recorder.last.url.raw_path == b"/v2/berths/..%2Fusers"
        with pytest.raises(marina.InvalidRequestError, match="berth_id"):
            api.berths.get_berth("")


def test_forms_files_text_and_bytes(marina: ModuleType) -> None:
    recorder = Recorder(202)
    with client(marina, recorder) as api:
        assert api.berths.cancel_booking("b", 7, reason="ill & gone", refund_cents=5) is None
        assert recorder.last.content == b"reason=ill%20%26%20gone&refundCents=5"
    recorder = Recorder(201, json={"id": "f"})
    with client(marina, recorder) as api:
        assert api.files.upload_file(file=b"\x00data", caption="c", labels=["x", "y"]).id == "f"
    content = recorder.last.content
    assert b"\x00data" in content and content.count(b'name="labels"') == 2
    recorder = Recorder(200, text="noted")
    with client(marina, recorder) as api:
        assert api.billing.set_invoice_note("i", "hello") == "noted"
    assert (recorder.last.content, recorder.last.headers["content-type"].split(";")[0]) == (b"hello", "text/plain")
    recorder = Recorder(200, content=b"\x01\x02")
    with client(marina, recorder) as api:
        assert api.files.download_file("f") == b"\x01\x02"
    assert recorder.last.url.params["api_key"] == "k"


def test_a_documented_error_says_what_the_documents_say(marina: ModuleType) -> None:
    recorder = Recorder(400, json={"errorCode": "E1"})
    with client(marina, recorder) as api, pytest.raises(marina.BadRequestError) as caught:
        api.berths.list_berths()

    assert caught.value.status_code == 400
    assert caught.value.parsed.error_code == "E1"
    assert "BadRequestError: 400" in inspect.getdoc(type(api.berths).list_berths)  # type: ignore[operator]


def test_raw_and_pages(marina: ModuleType) -> None:
    recorder = Recorder(json=[BERTH])
    with client(marina, recorder) as api:
        page = api.berths.raw.list_berths(limit=1)
        assert (page.status_code, page.parsed[0].name) == (200, "North")
        assert [berth.name for berth in api.berths.iter_berths()] == ["North"]


def test_the_same_awaited(marina: ModuleType) -> None:
    recorder = Recorder(json=BERTH)

    async def main() -> Any:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(recorder))
        async with marina.AsyncClient(http_client=http, api_token="t") as api:
            assert await api.berths.cancel_booking("b", 1, reason="r") is None
            return await api.berths.get_berth("b")

    assert asyncio.run(main()).name == "North"


def test_the_session_of_the_design(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKTA_CLIENT_API_TOKEN", "from-environment")
    with imported(sessions_api(), "okta_client", tmp_path) as package:
        recorder = Recorder(json={"id": "s1", "userId": "u"})
        with package.Client(base_url="https://acme.example", http_client=recorder.client) as okta:
            session = okta.sessions.create_session(session_token="...")
            okta.sessions.refresh_session(session.id, timeout=3.0, max_retries=0)
            assert okta.sessions.raw.get_session(session.id).parsed.user_id == "u"

    assert [str(request.url) for request in recorder.requests] == [
        "https://acme.example/api/v1/sessions",
        "https://acme.example/api/v1/sessions/s1/lifecycle/refresh",
        "https://acme.example/api/v1/sessions/s1",
    ]


def sessions_api() -> Api:
    """Sessions of which only the token's field is known, as documents without models give them."""
    path = Parameter(name="sessionId", location="path", required=True, schema=Schema(types=("string",)))
    answer = (
        Response(status="200", content=(MediaType(content_type="application/json", schema=Schema(ref="Session")),)),
    )
    token = Property(name="sessionToken", schema=Schema(types=("string",)))
    request = MediaType(content_type="application/json", schema=Schema(ref="CreateSessionRequest"))
    base = Operation(operation_id="", method="get", path="", tags=("Session",), responses=answer)
    return Api(
        title="Okta",
        version="1",
        operations=(
            replace(
                base,
                operation_id="createSession",
                method="post",
                path="/api/v1/sessions",
                request_body=RequestBody(content=(request,), required=True),
            ),
            replace(base, operation_id="getSession", path="/api/v1/sessions/{sessionId}", parameters=(path,)),
            replace(
                base,
                operation_id="refreshSession",
                method="post",
                path="/api/v1/sessions/{sessionId}/lifecycle/refresh",
                parameters=(path,),
            ),
        ),
        schemas={
            "Session": Schema(types=("object",)),
            "CreateSessionRequest": Schema(types=("object",), properties=(token,)),
        },
    )


@pytest.mark.filterwarnings("ignore:.* is documented as deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", OWN)
def test_the_examples_of_the_readme_run_and_are_what_the_documents_allow(name: str, tmp_path: Path) -> None:
    api = read(name)
    with imported(api, f"{name}_client", tmp_path) as package:
        text = (tmp_path / f"{name}_client" / "README.md").read_text("utf-8")
        _, offline, *examples = re.findall(r"```python\n(.*?)```", text, re.S)
        told: dict[str, Any] = {}
        exec(compile(offline, "README.md", "exec"), told)
        schemes = importlib.import_module(f"{name}_client._client").API.schemes.values()
        credentials = {s.keyword: ("u", "p") if getattr(s, "scheme", "") == "basic" else "secret" for s in schemes}
        with package.Client(
            base_url="https://x.example", http_client=told["server"].client(), max_retries=0, **credentials
        ) as client_:
            for example in examples:
                exec(compile(example, "README.md", "exec"), {"client": client_})

    assert [call.operation_id for call in told["server"].calls]
    assert {call.operation_id for call in told["server"].calls} == {item.operation_id for item in api.operations}


def test_the_readme_counts_operations_in_words_that_fit() -> None:
    one = replace(sessions_api(), operations=sessions_api().operations[:1])
    counted = [re.findall(r"# (\d.*)", render(api, "okta_client")[0]["README.md"]) for api in (sessions_api(), one)]
    assert counted == [["3 operations"], ["1 operation"]]


ALIKE = """
openapi: 3.1.0
info: {title: Alike, version: '1'}
paths:
  /songs/{id}: {get: {operationId: get, parameters: [{name: id, in: path, required: true, schema: {type: integer}}]}}
  /songs/{name}: {get: {operationId: find, parameters: [{name: name, in: path, required: true}]}}
  /songs/{name}.mp3: {get: {operationId: play, parameters: [{name: name, in: path, required: true}]}}
  /#Do=Start: {post: {operationId: start, parameters: [{name: Do, in: header, required: true, schema: {enum: [s]}}]}}
  /#Do=Pause: {post: {operationId: pause, parameters: [{name: Do, in: header, required: true, schema: {enum: [p]}}]}}
  /sheets/{id}{type}:
    get:
      operationId: sheet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: type, in: path, required: true, schema: {enum: [.pdf, .ps]}}
        - {name: Accept-Encoding, in: header, schema: {enum: [br]}}
  /tunes?by={singer}: {get: {operationId: sung, parameters: [{name: singer, in: path, required: true}]}}
  /tunes:
    get:
      operationId: tunes
      parameters: [{name: at, in: query, required: true, schema: {type: object, properties: {year: {type: integer}}}}]
"""


GUESSED = """
openapi: 3.1.0
info: {title: Boats, version: "1"}
paths:
  /boats:
    post:
      operationId: addBoat
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Boat"}}}}
components:
  schemas:
    Boat:
      properties:
        name: {type: string}
        size: {type: string, x-docs: {inferred: {schema: type-unknown}, guesses: [schema]}}
"""


def test_the_server_of_tests_takes_what_a_guessed_type_may_be_instead(tmp_path: Path) -> None:
    api, _ = openapi.load(GUESSED, "guessed.yaml")
    with imported(api, "guessed_client", tmp_path) as package:
        server = package.FakeServer()
        boats = package.Client(base_url="https://x.example", http_client=server.client()).default
        boats.add_boat(size=5)
        with pytest.raises(package.UndocumentedRequestError, match=r"Boat\.name: expected str, got integer"):
            boats.add_boat(body=package.models.Boat.from_dict({"name": 5}))
    assert server.calls[0].body == {"size": 5}


NESTED = """
openapi: 3.1.0
info: {title: Dolls, version: "1"}
paths:
  /dolls:
    post:
      operationId: addDoll
      security: [{}, {key: [], id: []}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Doll"}}}}
components:
  securitySchemes:
    other: {type: apiKey, in: header, name: X-Other}
    key: {type: apiKey, in: header, name: X-Key}
    id: {type: apiKey, in: header, name: X-Id}
  schemas:
    Doll:
      type: object
      required: [name, inner, by_name, boxes]
      properties:
        name: {type: string}
        boxes: BOXES
        inner: {type: array, items: {$ref: "#/components/schemas/Doll"}}
        by_name: {type: object, additionalProperties: {$ref: "#/components/schemas/Doll"}}
"""


def test_an_example_without_an_end_is_cut_where_it_may_be_and_has_the_credentials_that_go_together(
    tmp_path: Path,
) -> None:
    boxes = "{type: string, enum: ['', red]}"
    for _ in range(9):
        boxes = f"{{type: object, required: [box], properties: {{box: {boxes}}}}}"
    api, _ = openapi.load(NESTED.replace("BOXES", boxes), "nested.yaml")
    with imported(api, "nested_client", tmp_path):
        text = (tmp_path / "nested_client" / "README.md").read_text("utf-8")
        start, offline, example = re.findall(r"```python\n(.*?)```", text, re.S)
        told: dict[str, Any] = {}
        exec(compile(offline + "\n" + example, "README.md", "exec"), told)
    assert 'Client(base_url="https://...", key=..., id=...)' in start
    assert '{"box":' * 9 + '"red"' in re.sub(r"\s", "", example)
    assert {"x-key", "x-id"} <= told["server"].calls[0].headers.keys()


def test_all_that_an_application_may_name_is_in_the_package(tmp_path: Path) -> None:
    """Hooks, wrappers and tests are written with these: nobody has to reach into the runtime for them."""
    api, _ = openapi.load(GUESSED, "guessed.yaml")
    with imported(api, "named_client", tmp_path) as package:
        assert {"Attempt", "Model", "Options", "Settings", "UndocumentedRequestError"} <= set(package.__all__)
        assert {"Body", "Operation", "Parameter", "Request"} <= set(package.__all__)  # for Client.send
        assert all(hasattr(package, name) for name in package.__all__)
        assert issubclass(package.models.Boat, package.Model)
        assert "Boat" in package.models.__all__ and "rt" not in package.models.__all__
    said = (tmp_path / "named_client" / "README.md").read_text(encoding="utf-8")
    assert 'server.on("default.add_boat", json)' in said and "The documents name no credentials." in said


def test_a_readme_names_the_servers_and_the_defaults_of_their_variables() -> None:
    variables: dict[str, dict[str, Any]] = {
        "region": {"default": "eu", "enum": ["us", "eu"]},
        "stage": {"default": 1},
    }
    servers = (
        Server(url="https://{region}.x.example/{stage}", variables=variables),
        Server(url="https://try.x.example"),
    )
    api, _ = openapi.load(GUESSED, "guessed.yaml")
    readme = render(replace(api, servers=servers), "served_client")[0]["README.md"]
    assert (
        "or `https://{region}.x.example/{stage}` (`server_variables=` with `region`: `eu` or `us`, `stage`: `1`)."
        in readme
    )
    assert "Documented as well: `https://try.x.example`.\n" in readme


def test_operations_with_paths_that_look_alike_are_told_apart(tmp_path: Path) -> None:
    api, _ = openapi.load(ALIKE, "alike.yaml")
    with imported(api, "alike_client", tmp_path) as package:
        server = importlib.import_module("alike_client._runtime.testing").FakeServer()
        songs = package.Client(base_url="https://x.example/v1", http_client=server.client()).default
        songs.get(7), songs.find("hey"), songs.play("hey"), songs.start(do="s"), songs.pause(do="p")
        songs.sung("me & you"), songs.tunes(at={"year": 1999}), songs.sheet("a.b", ".pdf")
    assert [call.operation_id for call in server.calls] == "get find play start pause sung tunes sheet".split()
    assert server.calls[5].path_arguments == {"singer": "me & you"}
    assert server.calls[7].path_arguments == {"id": "a.b", "type": ".pdf"}
