"""The reader of spatial plans by the uniform standard: `DUP_<municipality>.zip`."""
