"""The command `./dmvs`: sets up, runs and tests the product.

Standard library only: it runs on the system's Python before `.venv` exists.
"""
