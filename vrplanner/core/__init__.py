"""The document and everything it is made of. Imports the standard library, numpy and shapely, and nothing of ours."""
