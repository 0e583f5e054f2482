"""The download service of INSPIRE: ATOM feeds whose entries are files of the API."""
