"""An index for women and men, with and without disability, by age: groups, gaps, whether they add up."""
