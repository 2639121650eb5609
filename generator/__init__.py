"""docs2client: Markdown API references in, typed Python clients out."""
