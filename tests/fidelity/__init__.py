"""Ground truth: OpenAPI documents of our own, the Markdown that openapi-generator writes from them, a scoreboard.

The documents: `generate` has every generator of `dialects` write them from `specs/`, `archives` unpacks them.

The judgement: `compare` judges an extraction against its origin and gives `verdicts`. `pairing` tells which object is
which, `shapes` when two types are one, `showing` whether the documents show a fact at all: `printed` looks for it in
their text, and the tables of `alike`, made of the thousand cases of the `probe`, tell by its `keys` whether the dialect
prints other facts in the same way.

The count: `scoreboard` prints it, `summary` is what the README shows of it, `floors` what the suite holds.

Beyond: `prism` calls the clients with `samples` against a mock server, `copied` reads the documents as pages of a
browser, `corpus` those of published SDKs.
"""
