"""The headset: OpenXR session, frame loop, input, interaction. Knows `core`, `render` and `app.jobs`."""
