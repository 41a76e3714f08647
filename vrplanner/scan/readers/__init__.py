"""One module a folder layout; each has TITLE, `recognise(folder)` and `read(folder)`."""
