-- Undoes document_indexes.sql.
DROP INDEX IF EXISTS feature_document_name, feature_document_number;
