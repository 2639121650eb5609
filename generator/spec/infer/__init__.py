"""What the documents leave unsaid: one named rule = one function, all of them in `INFERENCES`."""

from generator.spec.infer import (
    bodies,
    fields,
    info,
    names,
    operation_ids,
    parameters,
    places,
    responses,
    schemas,
    schemes,
    security,
)
from generator.spec.infer.book import INFERENCES, Found, evidence
from generator.spec.infer.learn import Knowledge, learn

__all__ = [
    "INFERENCES",
    "Found",
    "Knowledge",
    "bodies",
    "evidence",
    "fields",
    "info",
    "learn",
    "names",
    "operation_ids",
    "parameters",
    "places",
    "responses",
    "schemas",
    "schemes",
    "security",
]
