"""A drift report -> corrections: the OpenAPI Overlay 1.0 after which a spec agrees with what a server really sent.

Nothing that was documented is taken back beyond what came: types grow, fields become optional, enums take new values,
what was not documented is added. Each action says why, with the place in the documents and how often it was seen.

`report` reads the mismatches, `findings` gathers them at their `places` in the spec, and `rules` (with `widening`)
correct a `draft` of it.
"""

from __future__ import annotations

from generator.problems import Problem, ProblemsError
from generator.spec.drift.draft import Draft
from generator.spec.drift.findings import findings
from generator.spec.drift.places import Places
from generator.spec.drift.report import read_report
from generator.spec.drift.rules import RULES
from generator.spec.openapi import load_document
from generator.spec.openapi.parse import parse
from generator.spec.openapi.write.yaml import yaml_text


def correct(spec: str, spec_path: str, report: str, report_path: str) -> tuple[str, tuple[Problem, ...]]:
    """The overlay that corrects `spec` by a drift report, as YAML, and what could not be used of the report.

    The actions are for the document as it stands in `spec`, in the order in which they must be applied. Raises
    ProblemsError when either text cannot be read at all (S01, S02, S10, S11), or the report is none (S50).
    """
    document, _ = parse(spec, spec_path)
    api, _ = load_document(document)
    mismatches, reading, problems = read_report(report, report_path)
    draft = Draft(document.value, reading)
    try:
        for finding in findings(mismatches, Places(document, api), reading):
            RULES[finding.kind](draft, finding)
    except RecursionError:
        raise ProblemsError((*problems, document.problem("S02", (), "nested too deeply"))) from None
    overlay = {
        "overlay": "1.0.0",
        "info": {"title": f"Corrections of {api.title} by what its server sent", "version": api.version},
        "actions": draft.actions,
    }
    return yaml_text(overlay), (*problems, *reading.problems)
