"""The peers: other servers over the same table, in the same style, on the same grid."""
