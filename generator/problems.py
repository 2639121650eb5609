"""Where things are and what is wrong with them: Location, Problem, the catalogue of codes, the one exception.

Every stage returns the problems that it found beside its result; nobody but `generator.cli` prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Severity(Enum):
    """How bad a problem is.

    A *warning* says what was assumed, and the work goes on (exit code 0). An *error* means that an operation, a
    parameter or a document would be missing or wrong (exit code 3, or 2 for usage and configuration).
    """

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: `path` as shown to people, `line` and `column` from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    @classmethod
    def of(cls, place: str) -> Location:
        """The location that evidence writes as `path:line`; anything else is a path."""
        path, _, line = place.rpartition(":")
        return cls(path, int(line)) if path and line.isdecimal() and len(line) < 10 else cls(place)

    def __str__(self) -> str:
        """`path`, `path:line` or `path:line:column`, whatever is known."""
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the catalogue: what a code means, how severe it is, and what to do about it."""

    severity: Severity
    title: str
    hint: str


def _warning(title: str, hint: str) -> Code:
    return Code(Severity.WARNING, title, hint)


def _error(title: str, hint: str) -> Code:
    return Code(Severity.ERROR, title, hint)


# D: reading documents. M: merging. I: inference. S: specs and overlays. C: configuration. O: output. R: rendering.
CATALOGUE: Final[dict[str, Code]] = {
    "D90": _error("Document that cannot be read", "See to its permissions and size; it must be a file."),
    "D91": _warning("Link that is not followed", "Name its target among the documents if it belongs to them."),
    "D92": _error("No documents", "Name folders that hold Markdown files (.md, .markdown), or the files."),
    "D101": _error(
        "No operation at all",
        "Give the documents of OpenAPI Generator (`*Api.md`, which have a table `Method | HTTP request`).",
    ),
    "D102": _warning("Not a reference document", "Leave it out of the paths, or ignore this."),
    "D103": _warning("Unknown dialect", "Check the types; name the nearest dialect with --dialect."),
    "D104": _error("Operation without a section", "Add its section to the document; --keep-going takes what is known."),
    "D105": _error("Section without an operation", "Add its row to the method table: only there are verb and path."),
    "D106": _warning("Operation known by its path only", "Add the document that describes it, if there is one."),
    "D107": _warning("Row with too many cells", "Escape the `|` in the text as `\\|`, or check the row in the spec."),
    "D108": _error("Row without a name", "Mend the row: the parameter or property in it would be missing."),
    "D109": _warning("Type not understood", "Check it in the spec; correct it with an overlay."),
    "D111": _warning(
        "Sample and place disagree", "Check which operation the section describes; the sample is believed."
    ),
    "D112": _error("Not UTF-8", "Save the file as UTF-8."),
    "D113": _warning("Response without a status", "Give it one (`200`, `4XX`, `default`): until then it is left out."),
    "D114": _warning("Words not understood", "Check in the spec what they say, or write them in English."),
    "D120": _error("Row of the method table not understood", "Give it a verb and a path, as in `**GET** /things`."),
    "D130": _error("No such dialect", "Take one of those listed."),
    "M01": _warning("Operation named differently", "Nothing to do, or name it in the overlay."),
    "M02": _warning("Types that differ", "Look which document is newer; correct the type in the overlay."),
    "M03": _warning("Required here, optional there", "Look which document is newer; correct it in the overlay."),
    "M04": _warning("Defaults that differ", "Look which document is newer; correct it in the overlay."),
    "M05": _warning("Texts that differ", "Nothing to do, or write the text in the overlay."),
    "M06": _warning("Security that differs", "Look which document is newer; correct it in the overlay."),
    "M07": _warning("Return types that differ", "Look which document is newer; correct it in the overlay."),
    "M08": _warning("Places that differ", "Look which document is newer; correct `in` in the overlay."),
    "M09": _warning(
        "Servers that differ", "If these are two APIs, extract each by itself; else nothing to do: all are listed."
    ),
    "M10": _warning("Models of different kinds", "Look which document is newer; correct it in the overlay."),
    "I01": _warning("Path parameter that no document describes", "It is a string; give it a type in the overlay."),
    "I02": _warning("Request body that no document describes", "Add the `requestBody` in the overlay."),
    "I03": _warning("Two operations of one name", "Give one of them another `operationId` in the overlay."),
    "I04": _warning("Default that is no value of its type", "It is left out; set it in the overlay."),
    "I05": _warning(
        "Models that are only named", "Add their documents (`Pet.md`) to the paths, or describe them in the overlay."
    ),
    "I90": _warning(
        "Guess", "Say it in the overlay, or add a document that shows it; `extract --strict` refuses guesses."
    ),
    "S01": _error("Not readable as YAML or JSON", "Mend the syntax at this place."),
    "S02": _error("Too deep or too large", "Split the document or remove the nesting; such input is refused."),
    "S03": _error("Duplicate key", "Remove one of the two; the first one is used."),
    "S04": _error("YAML that JSON cannot say", "Use plain scalars, sequences and mappings with text keys."),
    "S05": _error("Too many problems", "Mend those that are listed first."),
    "S10": _error("Not an OpenAPI document", "The root must be a mapping with `openapi: 3.0.x` or `openapi: 3.1.x`."),
    "S11": _error("Swagger 2.0", "Convert the document to OpenAPI 3, for example with swagger2openapi."),
    "S12": _warning("Unknown version of OpenAPI", "It is read as OpenAPI 3.1; see whether all of it arrives."),
    "S13": _error("Value of the wrong kind", "Give it the form that OpenAPI 3.1 says; it is left out."),
    "S14": _warning("Required part is missing", "Add it; the work goes on with what the message says."),
    "S15": _warning("Value mended", "Write it as OpenAPI 3.1 says."),
    "S16": _warning("Unknown key", "Correct its spelling; keys of your own begin with `x-`."),
    "S20": _error("Reference to nothing", "Add what it refers to, or correct the reference."),
    "S21": _error("Reference to another document", "Bundle the document into one file first."),
    "S22": _error("Reference to itself", "Break the circle: one of these must say what it is."),
    "S23": _error("Reference to something else", "Refer to an object of the kind that belongs here."),
    "S30": _warning("Duplicate operationId", "Give each operation an operationId of its own."),
    "S31": _warning("Path and parameters differ", "Describe each {variable} of the path by one path parameter."),
    "S32": _warning("Duplicate parameter", "Remove one; the first one is used."),
    "S33": _warning("Unknown security scheme", "Describe it under components.securitySchemes."),
    "S34": _error("Two operations with one verb and path", "Merge them, or tell them apart in the path."),
    "S35": _warning("Malformed x-docs", "Write `at`, `inferred`, `guesses` and `override` as docs2client does."),
    "S40": _error("Not an OpenAPI Overlay", "The root must be a mapping with `overlay: 1.0.0`, `info` and `actions`."),
    "S41": _error("Overlay action matches nothing", "Correct its target, or remove the action."),
    "S42": _error("Overlay action cannot be applied", "Give it a `target` (JSONPath) and `update` or `remove: true`."),
    "S50": _error("Not a drift report", "Give the JSON that `DriftReport.to_json()` of a generated client writes."),
    "S51": _error("Mismatch that cannot be read", "Leave the report as the client wrote it; this entry is left out."),
    "S52": _warning("Mismatch about something else", "Give the spec that the client was rendered from."),
    "S53": _warning("Mismatch that needs a person", "See what the server does, and say it in the overlay by hand."),
    "C01": _error("No configuration", "Write one (the README has an example), or use `extract` and `render`."),
    "C02": _error("Configuration that is not TOML", "Mend the file at this place."),
    "C03": _error("Unknown key", "Correct its name or remove it."),
    "C04": _error("Setting of the wrong type", "Give it the type that the message names."),
    "C05": _error("Missing setting", "Add it to the table."),
    "C06": _error(
        "Not a package name", "Use letters, digits and underscores, no digit first, no keyword or module of Python."
    ),
    "C07": _error("Path outside of the project", "Use a relative path that stays in the configuration's folder."),
    "C08": _error("Outputs that collide", "Give every spec and every package a place of its own."),
    "C09": _error("Nothing there", "Correct the path or the glob; it is relative to the configuration's folder."),
    "C10": _error("Unknown API", "Use a name that stands under `apis` in the configuration."),
    "C11": _error("No such file or folder", "Correct the path; it is relative to the working directory."),
    "O01": _error("Place that belongs to somebody else", "Choose another place, or move what is there away."),
    "O02": _error("Broken manifest", "If nothing in the folder is yours, delete the folder and generate again."),
    "O03": _error("File in the way", "Move it out of the package, or give it a name of its own."),
    "O04": _error("The disk says no", "See to permissions and space, and run it again."),
    "O11": _warning("Edits by hand were replaced", "Correct the documents or the overlay, never what is generated."),
    "O12": _warning("File that is not ours", "Move it out of the package, or `check` reports it as left over."),
    "R01": _warning("Parts of an allOf contradict each other", "Correct one of them; the last one is used."),
    "R02": _warning("Schema that means nothing", "Say what it is; until then it is any value."),
    "R03": _warning("Path parameter without a place", "Put it into the path, or correct its `in`."),
    "R04": _warning(
        "Parameter that the client sets", "Nothing to do; extra_headers= or extra_query= can replace it in a call."
    ),
    "R05": _warning("Enum that Python cannot check", "Nothing to do: any value of the type is let through."),
    "R06": _warning("Security scheme that cannot be used", "Describe it, or hand in an http_client= that knows it."),
    "R07": _warning("No server to talk to", "Add `servers` with a whole URL, or give base_url= in every use."),
    "R08": _warning("Name taken", "Rename one of the two in the overlay if the number in its name disturbs."),
    "R09": _warning("Reference to nothing", "Add the schema; until then it is any value."),
    "R10": _error("Name that HTTP cannot carry", "Correct the name of the header, cookie or content type."),
    "R11": _warning("Part that a client has no use for", "Nothing to do, unless you count on it."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or was assumed, at one place.

    `code` is a key of CATALOGUE, `message` says what is wrong here, `quote` is the line of the file it is about
    (without its newline, empty when there is none). `taken`: the place of what is taken instead.
    """

    code: str
    location: Location
    message: str
    quote: str = ""
    taken: Location | None = None

    @property
    def text(self) -> str:
        """The message, with the place of what is taken instead."""
        return f"{self.message}, which is taken from {self.taken}" if self.taken else self.message

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives to the code."""
        return CATALOGUE[self.code].severity

    @property
    def hint(self) -> str:
        """What to do about it, from the catalogue."""
        return CATALOGUE[self.code].hint

    def __str__(self) -> str:
        """`path:line:column CODE message`, on one line."""
        return f"{self.location} {self.code} {self.text}"


def not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """The problem (D112) of a file whose bytes, without a byte order mark, do not decode."""
    before = data[: error.start]
    column = error.start - before.rfind(b"\n")
    line = data[error.start - column + 1 :].partition(b"\n")[0]
    where = Location(path, before.count(b"\n") + 1, column)
    return Problem("D112", where, "this byte is not UTF-8", line.decode(errors="replace"))


class ProblemsError(Exception):
    """Raised when a stage cannot go on at all; carries every problem found until then."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
