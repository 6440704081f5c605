"""Figures as SVG text from plain data: styled by classes alone, no script, no link; dossier and page share them."""
