"""The generator, extract and render of folders of documents: `python -m tests.benchmarks.generate PATH...`.

With several folders of different size the cost per operation shows whether it stays linear. No cache is used.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import time
from contextlib import nullcontext
from pathlib import Path

from generator import pipeline, sources
from tests.benchmarks.measure import show


def run(path: Path) -> tuple[str, str]:
    """What one folder costs."""
    found = sources.find([path])
    start = time.process_time()
    extracted = pipeline.extract(found)
    middle = time.process_time()
    rendered = pipeline.render(extracted.spec, "openapi.yaml", "benchmark_client")
    end = time.process_time()
    lines = sum(text.count("\n") for text in rendered.files.values())
    calls = max(len(rendered.calls), 1)
    return path.name, (
        f"{len(found.files):9} {calls:10} {lines:9} {middle - start:10.2f} {end - middle:9.2f}"
        f" {1000 * (end - start) / calls:17.1f} {1000 * (end - middle) / (lines / 1000):16.0f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+", help="folders of documents, each of one API")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    arguments = parser.parse_args()
    with cProfile.Profile() if arguments.profile else nullcontext() as profile:
        rows = [run(path) for path in arguments.paths]
    if isinstance(profile, cProfile.Profile):
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    show([("", "documents operations     lines  extract s  render s  ms per operation  ms per 1k lines"), *rows])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB")


if __name__ == "__main__":
    main()
