\echo Use "CREATE EXTENSION libgrade" to load this file. \quit

-- STABLE, not IMMUTABLE: another release of the library may score otherwise, and an
-- index or a generated column would keep what the old one said.
-- COST: grading one answer is some ten thousand times the work of an operator.

CREATE FUNCTION lgr_score(answer text, rubric text DEFAULT 'senior-data-engineer')
RETURNS double precision
AS 'MODULE_PATHNAME', 'pg_libgrade_score'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION lgr_score(text, text) IS
'score of an answer, 0 to 100, by a built-in rubric; NULL when a limit left something undecided';

CREATE FUNCTION lgr_grade(answer text, rubric text DEFAULT 'senior-data-engineer')
RETURNS jsonb
AS 'MODULE_PATHNAME', 'pg_libgrade_grade'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION lgr_grade(text, text) IS
'report on an answer by a built-in rubric, as of grade --output jsonl';

CREATE FUNCTION lgr_score_by(answer text, rubric_yaml text)
RETURNS double precision
AS 'MODULE_PATHNAME', 'pg_libgrade_score_by'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION lgr_score_by(text, text) IS
'score of an answer by the rubric in a text of YAML';

CREATE FUNCTION lgr_grade_by(answer text, rubric_yaml text)
RETURNS jsonb
AS 'MODULE_PATHNAME', 'pg_libgrade_grade_by'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION lgr_grade_by(text, text) IS
'report on an answer by the rubric in a text of YAML';

CREATE FUNCTION lgr_scoring_version()
RETURNS integer
AS 'MODULE_PATHNAME', 'pg_libgrade_scoring_version'
LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION lgr_scoring_version() IS
'moves whenever the same rubric and answer could score differently than before';
