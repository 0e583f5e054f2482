"""Files on their way through the gate: received, checked, approved, published, rolled back."""
