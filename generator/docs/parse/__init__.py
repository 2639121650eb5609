"""The text of a file -> `Document`: Markdown as generators write it, as people edit it, or as browsers copy it."""
