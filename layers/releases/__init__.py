"""Data given out: a request, approval where the law wants it, a package, its download."""
