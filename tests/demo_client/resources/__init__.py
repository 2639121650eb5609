"""Resources of the demo client."""
