"""Code out: an Api becomes a Python package. Knows nothing of documents."""

from generator.client.render import render

__all__ = ["render"]
