-- Names by likeness and by their beginning: layers/search/*.sql order by <-> and filter by LIKE.
CREATE INDEX municipality_name_search ON layers_municipality
  USING gist (dmvs_fold(name) gist_trgm_ops (siglen = 32)) WHERE upper_inf(recorded);
CREATE INDEX cadastralunit_name_search ON layers_cadastralunit
  USING gist (dmvs_fold(name) gist_trgm_ops (siglen = 32)) WHERE upper_inf(recorded);
CREATE INDEX municipalitypart_name_search ON layers_municipalitypart
  USING gist (dmvs_fold(name) gist_trgm_ops (siglen = 32)) WHERE upper_inf(recorded);
CREATE INDEX street_name_search ON layers_street
  USING gist (dmvs_fold(name) gist_trgm_ops (siglen = 32)) WHERE upper_inf(recorded);
-- Names by their beginning, in alphabetical order: one and two letters, while typing.
CREATE INDEX municipality_name_prefix ON layers_municipality
  (dmvs_fold(name) text_pattern_ops) WHERE upper_inf(recorded);
CREATE INDEX cadastralunit_name_prefix ON layers_cadastralunit
  (dmvs_fold(name) text_pattern_ops) WHERE upper_inf(recorded);
CREATE INDEX municipalitypart_name_prefix ON layers_municipalitypart
  (dmvs_fold(name) text_pattern_ops) WHERE upper_inf(recorded);
CREATE INDEX street_name_prefix ON layers_street
  (dmvs_fold(name) text_pattern_ops) WHERE upper_inf(recorded);
