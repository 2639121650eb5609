"""A folder per dialect: `docs/` in, `openapi.yaml` out. See README.md."""
