"""The command line, one module a verb. Imported by nothing."""
