"""Benchmarks: what is too slow or too noisy for the tests. Each module has `HELP` and `measure(progress)`."""
