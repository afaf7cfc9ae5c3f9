"""Files as they come: sheets and text tables as grids of clean cells, and back."""
