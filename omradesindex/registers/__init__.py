"""From persons to counts: a register is counted where it lies, and only sums leave the engine."""
