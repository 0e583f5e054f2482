"""How much what is used: answers a day by layer, channel and municipality; nothing of a person."""
