"""What the way in leaves in the environment of a request, for all that answer it."""

USER = "dmvs.user"
"""The user, once he is known."""
MUNICIPALITY = "dmvs.municipality"
"""The code of the municipality that all roles of the user are of; for counting only."""
PERSONAL_ADDRESS = "dmvs.address"
"""`/u/<token>` of a request by a personal address, taken off its path; links carry it on."""
