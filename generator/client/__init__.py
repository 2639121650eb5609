"""Code out: an Api becomes a Python package. Knows nothing of documents."""

from generator.client.package import Package
from generator.client.render import package_files, problems, render
from generator.client.view import package_view

__all__ = ["Package", "package_files", "package_view", "problems", "render"]
