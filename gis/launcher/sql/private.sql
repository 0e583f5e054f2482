-- In a cluster of our own nobody but the superuser has anything to do outside the product's database.
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
REVOKE ALL ON DATABASE template1 FROM PUBLIC;
