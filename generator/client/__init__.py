"""Code out: an Api becomes a Python package. Knows nothing of documents."""

from generator.client.render import package_files, problems, render
from generator.client.view import Package, package_view

__all__ = ["Package", "package_files", "package_view", "problems", "render"]
