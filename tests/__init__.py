"""Tests; the tree mirrors the package's. Shared strategies: ``from tests.strategies import …``."""
