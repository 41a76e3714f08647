"""The window: plan and 3D view, docks, actions. Knows `core`, `render` and the services that `app` hands it."""
