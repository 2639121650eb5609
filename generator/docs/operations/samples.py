"""What the fenced code samples give away: which operation they call, names on the wire, body fields, API key names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice

from generator.docs.cells.type_names import ANY, BOOLEAN, DATE, DATE_TIME, INTEGER, NUMBER, STRING
from generator.docs.document import Fence, Text
from generator.problems import Location
from generator.spec.api import Schema
from generator.spec.facts import SampleField, SampleKey, StatedPlace

_CONFIGURE = re.compile(
    r"Configure (API key|OAuth2 access token|HTTP basic|Bearer|HTTP Bearer)[\w ()]*?"
    r"\s*(?:authorization|for authorization)[^:\n]*: *(?:\(authentication scheme: *)?([^\s)]+)",
    re.I,
)
CONFIGURED = re.compile(r"^Configure ([^\s:]+)(?: statically| dynamically)?:")
"""What Kotlin writes in the Authorization part instead of a link to the scheme."""
_NAME_OF_WORDS = re.compile(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*){1,3}")
"""A name of several words, where nothing follows it on its line (`Harbour OAuth`)."""
_TOKEN = re.compile(
    r"(?:conf\w{0,99}|client|auth\w{0,99}|\])\s*(?:\.|->)(?:set_?)?access_?token\s*[=(]\s*[\"'$\w]", re.I
)
"""`configuration.access_token = '...'`, in any language."""
_KEY_NAMES = (
    re.compile(r"\.ApiKey\.([\w-]+)\s*="),
    re.compile(r"\.ApiKey\[[\"']([^\"']+)[\"']\]\s*="),
    re.compile(r"AddApiKey\(\s*\"([^\"]+)\"", re.I),
    re.compile(r"->setApiKey\(\s*'([^']+)'"),
    re.compile(r"\bapiKey\[@?\"([^\"]+)\"\]"),
    re.compile(r"forApiKeyIdentifier:@\"([^\"]+)\""),
    re.compile(r"AddApiKeyPrefix\(\s*\"([^\"]+)\"", re.I),
)
_KINDS = {"api key": "apiKey", "oauth2 access token": "oauth2", "http basic": "basic"}
_INITIALIZE = re.compile(r"^\s*(\$\w+)\s*=\s*Initialize-(\w+)\s+(.*?)(?:#.*)?$")
_ARGUMENT = re.compile(r"-([A-Za-z]\w*)\s+(\"[^\"]*\"|'[^']*'|\([^)]*\)|\S+)")
_ENTRY = re.compile(r"^\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z_$][\w$]*))\s*:\s*(.*?)\s*$")


def calls(text: str, names: Sequence[str]) -> str | None:
    """The one of `names` that a sample calls as a method or a function; None when it calls none or several."""
    named = (name for name in names if name in text)  # which is quick: few of them are
    found = {name for name in named if re.search(rf"(?:[.>:]|^|\s|=){re.escape(name)}\s*\(", text, re.M)}
    return found.pop() if len(found) == 1 else None


def sample_keys(fence: Fence, path: str, schemes: Sequence[str] = ()) -> Iterator[SampleKey]:
    """The credentials that a sample configures, from the comment that generators put above each. `schemes`: those
    that the operation names, for a name may have several words."""
    lines = fence.text.split("\n")
    for index, line in enumerate(lines):
        match = _CONFIGURE.search(line)
        if match is None:
            continue
        kind = _KINDS.get(match[1].lower(), "bearer")
        name = _key_name(lines[index + 1 : index + 4]) if kind == "apiKey" else None
        told = line[match.start(2) :]
        words = _NAME_OF_WORDS.fullmatch(told.strip())
        scheme = next(
            (each for each in schemes if told.startswith(each)), words[0] if words else match[2].strip("`'\"")
        )
        yield SampleKey(scheme=scheme, kind=kind, name=name, at=Location(path, fence.line + index))


def unnamed_tokens(fence: Fence, path: str) -> Iterator[SampleKey]:
    """The access tokens that a sample configures without the comment that names their scheme."""
    for number, line in enumerate(() if _CONFIGURE.search(fence.text) else fence.text.split("\n"), fence.line):
        if _TOKEN.search(line):
            yield SampleKey(scheme="accessToken", kind="bearer", at=Location(path, number))


def configured_keys(text: Text, path: str) -> Iterator[SampleKey]:
    """Kotlin: API keys in the Authorization part itself, `Configure NAME:` above `ApiClient.apiKey["X-Key"] = ""`."""
    for index, line in enumerate(text.lines):
        match = CONFIGURED.match(line)
        name = _key_name(text.lines[index + 1 : index + 2]) if match else None
        if match and name:
            yield SampleKey(scheme=match[1], kind="apiKey", name=name, at=Location(path, text.line + index))


def _key_name(lines: Sequence[str]) -> str | None:
    """The header or query name of an API key in the lines right below the comment."""
    for line in lines:
        if line.lstrip().startswith(("//", "#", "--")) or _CONFIGURE.search(line):
            continue
        for pattern in _KEY_NAMES:
            match = pattern.search(line)
            if match:
                return match[1]
    return None


def cmdlet_fields(fence: Fence, path: str) -> Iterator[SampleField]:
    """PowerShell: `$CreateSessionRequest = Initialize-CreateSessionRequest -SessionToken "MySessionToken"`.

    Only an object made for a parameter of its own counts, not the nested ones that follow it in one line.
    """
    for index, line in enumerate(fence.text.split("\n")):
        match = _INITIALIZE.match(line)
        if match is None:
            continue
        for argument in _ARGUMENT.finditer(match[3]):
            value = argument[2].strip("\"'")
            yield SampleField(
                parameter=match[1].lstrip("$"),
                name=argument[1],
                wire=False,
                value=value,
                schema=_looks_like(argument[2]),
                at=Location(path, fence.line + index),
            )


@dataclass(frozen=True, slots=True)
class LiteralEntry:
    """A `key: value` of an object literal in a sample: `depth` 0 for arguments, 1 for the fields of a body.

    `owner` is the key of the object that it stands in.
    """

    key: str
    value: str
    depth: int
    owner: str
    line: int


_LITERAL = re.compile(r"(?:let|const|var)\s+(?:body|request)\b.*=\s*\{\s*$")


def literal_entries(fence: Fence) -> Iterator[LiteralEntry]:
    """TypeScript: the entries of the object literal that a sample passes, with their nesting."""
    lines = enumerate(map(str.strip, fence.text.split("\n")), fence.line)
    stack: list[str] = []
    for number, line in islice(dropwhile(lambda each: not _LITERAL.match(each[1]), lines), 1, None):
        if line.startswith(("}", "]", ")")):
            if not stack:
                return
            stack.pop()
        elif not line.startswith("//"):
            entry = _ENTRY.match(line)
            key = (entry[1] or entry[2] or entry[3]) if entry else "[]"
            if entry:
                owner = stack[-1] if stack else ""
                yield LiteralEntry(key, entry[4].rstrip(",").strip(), len(stack), owner, number)
            if line.rstrip(",").endswith(("{", "[", "(")):
                stack.append(key)


def literal_fields(fence: Fence, path: str) -> Iterator[SampleField]:
    """The fields of the bodies that a TypeScript sample spells out; their names are as on the wire."""
    for entry in literal_entries(fence):
        if entry.depth == 1 and entry.owner != "[]":
            yield SampleField(
                parameter=entry.owner,
                name=entry.key,
                wire=True,
                value=entry.value.strip("\"'"),
                schema=_looks_like(entry.value),
                at=Location(path, entry.line),
            )


def _looks_like(value: str) -> Schema:
    """The type that an example value shows; any type when it shows none."""
    if value[:1] in "\"'":
        return STRING
    if value in ("true", "false", "$true", "$false"):
        return BOOLEAN
    if re.fullmatch(r"-?\d+", value):
        return INTEGER
    if re.fullmatch(r"-?\d+\.\d+", value):
        return NUMBER
    if value.startswith("new Date("):
        return DATE if ".split('T')[0]" in value else DATE_TIME
    return Schema(types=("array",), items=ANY) if value.startswith("[") else ANY


_OPTIONAL = re.compile(
    r"^[^\w\n]*(?:(?:let|var|val|my|const|final)\s+)?[$@%]?([A-Za-z_]\w*)\b.*?(?://|#|--|\|).*\(optional\)", re.M
)
_ASSIGNED = re.compile(
    r"^[^\w\n]*(?:(?:let|var|val|my|const|final)\s+)?[$@%]?([A-Za-z_]\w*)\s*(?:<-|:?=)[^=].*(?://|#)", re.M
)


def optional_arguments(fence: Fence) -> frozenset[str] | None:
    """The arguments that a sample's remarks call optional; None when the sample assigns no argument with a remark.

    Go marks optional parameters nowhere else.
    """
    if not _ASSIGNED.search(fence.text):
        return None
    return frozenset(match[1] for match in _OPTIONAL.finditer(fence.text))


def literal_wire_names(fence: Fence) -> dict[str, str]:
    """TypeScript: parameter -> the name that its example value shows (`xTrace: "X-Trace_example"` -> `X-Trace`)."""
    return {
        entry.key: entry.value[1:-9]
        for entry in literal_entries(fence)
        if entry.depth == 0 and entry.value[:1] == '"' and entry.value.endswith('_example"') and len(entry.value) > 10
    }


_DATED = re.compile(
    r"""\b([A-Za-z_]\w*)["']?\s*[:=]\s*(?:new\s+\w+\(|DateTime\.parse\()?["']?(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[\d.:+Z-]*)?)"""
)


def dates(fence: Fence) -> dict[str, str]:
    """Argument -> the date or the date with a time that a sample gives it (`until = new Date("2013-10-20")`)."""
    return {match[1]: match[2] for match in _DATED.finditer(fence.text)}


_LISTED = re.compile(
    r"^[^\S\n]*(?:var_)?([A-Za-z_]\w*)\s*<-\s*c\(|^[^\S\n]*//\s*Array<.*\n\s*[\"']?([A-Za-z_]\w*)[\"']?:"
    r"|[(,] ?\??array \$(\w+)",
    re.M,
)


def lists(fence: Fence) -> frozenset[str]:
    """The arguments that a sample gives, or declares, a list: `var_tags <- c("inner_example")`, `// Array<...>` above
    `tags: ...`, `array $tags`."""
    return frozenset(match[1] or match[2] or match[3] for match in _LISTED.finditer(fence.text))


_NUMBER = re.compile(
    r"""\b(?:var_)?([A-Za-z_]\w*)["']?\s{0,9}(?:[:=]|<-)\s{0,99}\[?\s{0,99}(-?\d{1,40}(?:\.\d+)?)"""
    r"""(?=\s{0,99}(?:[,;\]]|//|#|$))""",
    re.M,
)


def numbers(fence: Fence) -> dict[str, str]:
    """Argument -> the number, or the first of the numbers, that a sample gives it."""
    return {match[1]: match[2] for match in reversed(list(_NUMBER.finditer(fence.text)))}


def usage(fence: Fence) -> dict[str, StatedPlace | None]:
    """Bash's usage line: name on the wire -> "header" (`X-Request-Id:value`) or None (`q=value`, a path or query
    parameter)."""
    plain = re.sub(r"Specify as:\s*", " ", fence.text)
    headers = re.findall(r"(?:^|\s)([^\s=:\"]+):(?:value|\")", plain)
    found: dict[str, StatedPlace | None] = dict.fromkeys(headers, "header")
    return found | {match[1]: None for match in re.finditer(r"(?:^|\s)([^\s=:\"]+)=", plain)}


_SCRIPT_ARGUMENT = re.compile(r"^\s*# (\w+): ([\w.]+)(?: = (.*?))?(?:\s+Eg: (.*))?\s*$")


@dataclass(frozen=True, slots=True)
class ScriptArgument:
    """An argument as GDScript's samples remark on it: `# page: int = 1   Eg: 56`, its description below."""

    name: str
    type: str
    default: str
    description: str
    line: int
    example: str = ""


def script_arguments(fence: Fence) -> Iterator[ScriptArgument]:
    """The arguments that the remarks inside a GDScript call describe. A remark stands above its argument
    (`page,`), by which it is told from a description's own `# Default: 1`."""
    remarks: list[str] = []
    for index, line in enumerate(fence.text.split("\n")):
        if line.strip().startswith("#"):
            remarks.append(line)
            continue
        argument = line.strip().removesuffix(",")
        found = (_SCRIPT_ARGUMENT.match(remark) for remark in remarks)
        for above, match in enumerate(found):
            if match is not None and match[1] == argument:
                default = "" if match[3] in (None, '""', "null") else match[3]
                below = " ".join(remark.strip().lstrip("# ") for remark in remarks[above + 1 :])
                at = fence.line + index - len(remarks) + above
                yield ScriptArgument(argument, match[2], default, below, at, match[4] or "")
                break
        remarks = []


def response_type(fence: Fence) -> str | None:
    """The model that a GDScript sample expects (`assert(response.data is Berth)`)."""
    match = re.search(r"assert\(response\.data is (\w+)\)", fence.text)
    return match[1] if match else None
