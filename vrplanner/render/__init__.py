"""Pictures of a scene with moderngl: GPU cache, passes, cameras, picking. Knows `core` only."""
