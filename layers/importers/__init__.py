"""Import: readers of formats, and the gate every file passes before it is served."""
