"""Files in and out: the project file, glTF, plans, reports. Knows `core` only."""
