"""What the way in leaves in the environment of a request, for all that answer it."""

USER = "dmvs.user"
"""The user, once he is known."""
PERSONAL_ADDRESS = "dmvs.address"
"""`/u/<token>` of a request by a personal address, taken off its path; links carry it on."""
