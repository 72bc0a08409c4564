"""The register's database: the schema, the statements, and one adapter a database. One contract suite for all."""
