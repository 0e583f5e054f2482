"""The sheet of conflicts on paper, with the problem drawing."""
