"""What the documents leave unsaid: one named rule = one function, all of them in `INFERENCES`.

`learn` reads the conventions of the API out of all its documents. `places` tells where a parameter travels: in the path
(`template`), in the body (`find_body`, `content`) or elsewhere; `names`, and `standards` for those that go together,
what it is called there. `parameters`, `bodies`, `responses`, `schemas` (with `fields`), `schemes` (with `keys`),
`security`, `operation_ids` and `info` make the parts of an Api.
"""

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
