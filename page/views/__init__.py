"""What each page shows, as plain values for its template: words made, numbers written out, nothing decided."""
