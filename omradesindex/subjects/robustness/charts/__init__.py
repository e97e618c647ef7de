"""The charts of a study of robustness."""
