-- Documents by the likeness of their names and by their number: layers/search/documents.sql.
CREATE INDEX feature_document_name ON layers_feature
  USING gist (dmvs_fold(coalesce(attributes ->> 'label', attributes ->> 'name', code)) gist_trgm_ops (siglen = 32))
  WHERE upper_inf(recorded) AND layer LIKE '%\_document';
CREATE INDEX feature_document_number ON layers_feature
  (dmvs_fold(attributes ->> 'number')) WHERE upper_inf(recorded) AND layer LIKE '%\_document';
