"""What a person does in the portal, in a real browser against the running stack."""
