"""Whether an answer is what an OpenAPI document says it is, as a validator tells that is not ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from jsonschema.exceptions import UnknownType  # type: ignore[import-untyped]
from openapi_schema_validator import OAS30Validator, OAS31Validator, oas30_format_checker, oas31_format_checker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_URI: Final = "urn:document"


class Answers:
    """The answers that a document, as plain data, allows."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        is_old = str(document["openapi"]).startswith("3.0")
        self._validator = (OAS30Validator if is_old else OAS31Validator)(
            {},
            registry=Registry().with_resource(_URI, DRAFT202012.create_resource(document)),
            format_checker=oas30_format_checker if is_old else oas31_format_checker,
        )

    def allow(self, method: str, path: str, response: Any) -> bool:
        """Whether the body of a response of ours is of the documented schema of its status; True where none is. That it
        is null is nothing that was made up of the schema, even of one that states no type and so lets it in."""
        if response.body is None and response.content:
            return False
        responses = f"/paths/{_escaped(path)}/{method}/responses"
        status = response.status_code
        keys = (key for key in (str(status), f"{status // 100}XX", "default") if key in self._at(responses))
        content = f"{self._pointer(f'{responses}/{next(keys, status)}')}/content"
        kind = response.headers.get("content-type", "").partition(";")[0]
        schema = next((f"{content}/{_escaped(one)}/schema" for one in self._at(content) if one.startswith(kind)), "")
        if not schema or not self._at(schema):
            return True
        try:
            return bool(self._validator.evolve(schema={"$ref": f"{_URI}#{schema}"}).is_valid(response.body))
        except (RecursionError, UnknownType, re.error):  # a schema that contains itself, or is none
            return True

    def _pointer(self, pointer: str) -> str:
        """A pointer, or the one that stands there as a reference."""
        told = self._at(pointer).get("$ref")
        return self._pointer(told.removeprefix("#")) if told else pointer

    def _at(self, pointer: str) -> Mapping[str, Any]:
        """The object that a pointer leads to; an empty one where it leads nowhere."""
        value = self._document
        for part in pointer.split("/")[1:]:
            value = value.get(part.replace("%25", "%").replace("~1", "/").replace("~0", "~"), {})
        return value


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1").replace("%", "%25")
