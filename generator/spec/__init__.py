"""The API in the middle: what documents state, what an API is, and the OpenAPI document that says so.

Imports nothing from `generator.docs` or `generator.client`.
"""
