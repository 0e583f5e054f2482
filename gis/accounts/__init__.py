"""Who someone is: sign-in, credentials of desktop clients, what is remembered of both."""
