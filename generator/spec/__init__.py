"""The API in the middle: what documents state, what an API is, and the OpenAPI document that says so.

`facts` are what documents state and `api` is what an API is; `recover` makes the one of the others, by way of `merge`
(several documents as one) and `infer` (what none of them says). `spelling` and `routes` know names and paths. `openapi`
reads and writes the document, `overlay` corrects it by hand, `drift` by what a server sent; `guesses` lists what is
only likely in it.

Imports nothing from `generator.docs` or `generator.client`.
"""
