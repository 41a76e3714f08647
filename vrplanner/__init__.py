"""vrplanner: scan a room, furnish it by hand, voice or suggestion, and see it flat or in a headset."""

__version__ = "0.1.0"
