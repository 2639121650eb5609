"""The script `docs2client`, and `python -m generator`."""

from __future__ import annotations

import signal


def main() -> None:
    """Run a command and exit with its code; Ctrl-C is no traceback, not even while modules are still being loaded."""
    try:
        from generator.cli import main as run
    except KeyboardInterrupt:
        raise SystemExit(128 + signal.SIGINT) from None
    run()


if __name__ == "__main__":
    main()
