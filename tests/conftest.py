"""What is collected: test_seeds.py compares with documents that are not part of the repository. Where they are not,
there is nothing to compare, and the file is left out rather than skipped."""

from __future__ import annotations

from tests import seeds

collect_ignore = [] if seeds.present() else ["test_seeds.py"]
