"""Search: what a text asks for, and the statements that find it."""
