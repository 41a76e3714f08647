"""Wiring: settings, paths, logging, jobs, services. May import every feature; nothing of the command line."""
