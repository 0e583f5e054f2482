"""The Django project: API, portal, admin, launcher."""
