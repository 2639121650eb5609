"""Ground truth: OpenAPI documents of our own, the Markdown that openapi-generator writes from them, a scoreboard."""
