"""The cases, by topic: one module, one fixture file."""
