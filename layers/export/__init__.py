"""Rows of a layer as files of other programs: one format a module, each in constant memory."""
