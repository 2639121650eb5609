"""What stands in a cell, a heading or a line: mended markup, titles, columns, notes, types and values."""
