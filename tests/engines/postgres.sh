#!/bin/sh
# The extension of examples/postgres in a server of its own.
#   postgres.sh BUILD SOURCE_DIR
# BUILD has the command and the shared library. The server is a copy of the installed
# one in a temporary folder, so that nothing is installed on the machine; it listens on
# a socket there and runs as "postgres" when this is run by root.
set -eu
build=$(cd "$1" && pwd)
source=$(cd "$2" && pwd)
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/harness.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/grade-postgres.XXXXXX")
trap 'stop_server >/dev/null 2>&1; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$work"

# -- a server -------------------------------------------------------------------------

as_server() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# The server finds its other files from where its program lies.
copy_server() {
  installed=$(pg_config --bindir)
  root=$work/root
  bin=$root$installed
  for folder in $(pg_config --bindir --pkglibdir --sharedir); do
    mkdir -p "$root$folder"
  done
  cp "$installed/postgres" "$installed/initdb" "$installed/pg_ctl" "$bin"
  cp -R "$(pg_config --pkglibdir)"/*.so "$root$(pg_config --pkglibdir)"
  cp -R "$(pg_config --sharedir)/." "$root$(pg_config --sharedir)"
}

build_extension() {
  cmake --install "$build/libgrade" --prefix "$work/libgrade" >"$work/install.log"
  PKG_CONFIG_PATH=$(dirname "$(find "$work/libgrade" -name libgrade.pc)")
  LD_LIBRARY_PATH=$(dirname "$(find "$work/libgrade" -name libgrade.so)")
  export PKG_CONFIG_PATH LD_LIBRARY_PATH
  cp -R "$source/examples/postgres" "$work/extension"
  # Without the code that LLVM could inline: it needs the Clang of the server's package.
  make -C "$work/extension" with_llvm=no COPT=-Werror DESTDIR="$root" install \
    >"$work/make.log" 2>&1 || { cat "$work/make.log"; exit 2; }
}

make_database() {
  mkdir "$work/data" "$work/socket"
  [ "$(id -u)" -ne 0 ] || chown postgres "$work/data" "$work/socket"
  as_server "$bin/initdb" -D "$work/data" -U postgres --auth=trust --encoding=UTF8 \
    --locale=C --no-sync >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log"; exit 2; }
}

# start_server [KILOBYTES]: with that much address space for each process
start_server() {
  # shellcheck disable=SC2016 # of that shell
  as_server sh -c 'ulimit -v "$1"; exec "$2" start -w -t 120 -s -D "$3/data" -l "$3/data/log" \
      -o "-c listen_addresses= -c unix_socket_directories=$3/socket -c fsync=off -c jit=off \
          -c shared_buffers=16MB -c max_parallel_workers_per_gather=2"' \
    - "${1:-unlimited}" "$bin/pg_ctl" "$work"
}

stop_server() {
  as_server "$bin/pg_ctl" stop -s -m fast -D "$work/data"
}

# Runs what comes on standard input in one session; errors are told by their code.
sql() {
  psql -X -q -A -t -h "$work/socket" -U postgres -d "${database:-postgres}" \
    -v VERBOSITY=sqlstate -v ON_ERROR_STOP=0 2>&1
}

copy_server
build_extension
make_database
start_server
/usr/bin/python3 "$here/corpus.py" "$build/bin/grade" "$source" "$work" 2000
sql <<END_OF_SQL
CREATE EXTENSION libgrade;
CREATE TABLE answers (number integer PRIMARY KEY, name text, body text);
CREATE TABLE expected (name text PRIMARY KEY, report jsonb);
\copy answers from '$work/answers.csv' csv
\copy expected from '$work/expected.csv' csv
ANALYZE;
END_OF_SQL

# -- what it says -----------------------------------------------------------------------

same "rows" "2000" "$(echo 'SELECT count(*) FROM answers' | sql)"

parallel="SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
  SET min_parallel_table_scan_size = 0; ALTER TABLE answers SET (parallel_workers = 2);"
told=$(echo "$parallel EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)
  SELECT count(*), sum(lgr_score(body)::numeric) FROM answers WHERE number < 60" | sql)
like "a parallel plan" "*Gather*Parallel*" "$told"
like "its workers" "*Workers Launched: 2*" "$told"
compared="SELECT count(*), count(*) FILTER (WHERE lgr_score(body) IS DISTINCT FROM
  (report->'answer'->>'score')::float8) FROM answers JOIN expected USING (name)"
like "the next one is parallel, too" "*Gather*Parallel*" "$(echo "$parallel EXPLAIN $compared" | sql)"
same "every score is that of the command" "2000|0" "$(echo "$parallel $compared" | sql)"
same "the report is that of the command, but for the path" "200|0" "$(
  echo "SELECT count(*), count(*) FILTER (WHERE lgr_grade(body) #- '{answer,path}'
      IS DISTINCT FROM report #- '{answer,path}')
    FROM (SELECT * FROM answers JOIN expected USING (name) WHERE number < 200) AS few" | sql
)"
same "evidence counts bytes of the text" "t|t" "$(
  echo "SELECT count(*) > 300, bool_and(substr(convert_to(body, 'UTF8'), (e->>'start')::int + 1,
      (e->>'end')::int - (e->>'start')::int) = convert_to(e->>'text', 'UTF8'))
    FROM answers,
      jsonb_path_query(lgr_grade(body), '\$.answer.criteria[*].evidence[*]') AS e
    WHERE number < 60 AND e->>'text' !~ '…' AND strpos(body, e->>'text') > 0" | sql
)"
same "NULL" "t|t|t" "$(
  echo "SELECT lgr_score(NULL) IS NULL, lgr_grade(NULL) IS NULL, lgr_score('x', NULL) IS NULL" | sql
)"
same "an empty answer" "0|0" "$(
  echo "SELECT lgr_score(''), lgr_grade('')->'answer'->>'score'" | sql
)"
same "the scoring version" "$("$build/bin/grade" --output json "$source/examples/answers/weak.md" |
  sed -n 's/^ *"scoring": \([0-9]*\),*$/\1/p')" "$(echo 'SELECT lgr_scoring_version()' | sql)"

# -- rubrics ----------------------------------------------------------------------------

same "an unknown rubric is an error, and the session goes on" "ERROR:  22023
1|t" "$(
  echo "SELECT lgr_score('x', 'nosuch'); SELECT 1, lgr_score('Why? How many events?') IS NOT NULL" |
    sql
)"
like "the error names those that there are" '*"nosuch"*senior-data-engineer*' "$(
  echo "\\set VERBOSITY default
    SELECT lgr_score('x', 'nosuch')" | sql
)"
same "a name that is cut inside a character" "ERROR:  22023" "$(
  echo "SELECT lgr_score('x', repeat('ü€', 10000))" | sql
)"
awk '/^```/ { inside = $0 == "```yaml"; next } inside' "$source/examples/postgres/README.md" \
  >"$work/small.yaml"
same "a rubric in a table" "100|0
team-load" "$(
  sql <<END_OF_SQL
\set yaml \`cat '$work/small.yaml'\`
CREATE TABLE rubrics (name text PRIMARY KEY, yaml text);
INSERT INTO rubrics VALUES ('load', :'yaml');
SELECT lgr_score_by('We merge each batch.', yaml), lgr_score_by('We append.', yaml) FROM rubrics;
SELECT lgr_grade_by('We merge each batch.', yaml)->'rubric'->>'id' FROM rubrics;
END_OF_SQL
)"
same "more rubrics than are kept, by turns" "400|0|100" "$(
  echo "SELECT count(*), min(score), max(score) FROM (
      SELECT lgr_score_by(text, replace(yaml, 'team-load', 'team-' || number % 20)) AS score
      FROM rubrics, generate_series(1, 200) AS number, (VALUES ('We merge.'), ('No.')) AS t(text)
    ) AS scores" | sql
)"
like "what is wrong with a rubric is told" "*rubric rejected*rubric:*merged_by*" "$(
  echo "\\set VERBOSITY default
    SELECT lgr_score_by('x', replace(yaml, '{1: merge}', '{1: merged_by}')) FROM rubrics" | sql
)"
same "no rubric at all, and one too long" "ERROR:  22023
ERROR:  22023
ERROR:  22023
1" "$(
  echo "SELECT lgr_score_by('x', ''); SELECT lgr_score_by('x', '[[[[');
    SELECT lgr_score_by('x', repeat('#', 20000000)); SELECT 1" | sql
)"
# The pattern gives up on so many a's.
same "what a limit left undecided is no number" "t|false" "$(
  echo "SELECT lgr_score_by(a, y) IS NULL, lgr_grade_by(a, y)->'answer'->>'complete'
    FROM (SELECT 'It is x' || repeat('a', 50) || ' or y.',
      replace(yaml, '[merge~, upsert~]', '[''x(a+)+y'']') FROM rubrics) AS t(a, y)" | sql
)"

# -- limits, cancelling, memory -----------------------------------------------------------

same "70 MB are too long, and the session goes on" "ERROR:  54000
ERROR:  54000
1" "$(
  echo "SELECT lgr_score(repeat('x', 70000000)); SELECT lgr_grade(repeat('x ', 35000000));
    SELECT 1" | sql
)"
sql <<'END_OF_SQL'
CREATE TABLE long AS SELECT string_agg(body, E'\n\n') AS body FROM
  (SELECT body FROM answers, generate_series(1, 2)) AS twice;
END_OF_SQL
whole=$(echo "SELECT lgr_grade(body)->'answer'->'score' FROM long" | sql)
like "a long answer" "[0-9]*" "$whole"
same "a timeout cancels, and the session goes on" "ERROR:  57014
1|0" "$(
  echo "SET statement_timeout = '50ms'; SELECT lgr_score(body) FROM long;
    SET statement_timeout = 0; SELECT 1, lgr_score('')" | sql
)"
# Only what ends while an answer is graded has that context: not what ends while it is
# read from the disk, or when it has been graded. When that is, is the machine's.
for wait in 50 100 200 400 800 1600; do
  told=$(echo "\\set VERBOSITY default
    SET statement_timeout = '${wait}ms'; SELECT lgr_score(body) FROM long" | sql)
  case $told in *CONTEXT*) break ;; esac
done
like "it is cancelled in the middle" "*CONTEXT:  grading an answer of [0-9]* bytes" "$told"
same "what only asks for something does not end an answer" "$whole" "$(
  echo "SET client_connection_check_interval = '20ms';
    SET statement_timeout = '300s'; SELECT lgr_grade(body)->'answer'->'score' FROM long" | sql
)"
stop_server

# Enough for the server, not for every answer: each ends with a report or an error.
start_server 700000
told=$(
  for thousands in 1 20 60 120 250 1000 3000; do
    echo "SELECT 'graded' WHERE lgr_grade(repeat('How many events? ', $thousands * 1000)) IS NOT NULL;"
  done | sql
)
like "memory that is enough" "*graded*" "$told"
like "memory that is not" "*53200*" "$told"
same "nothing else comes of it" "" "$(echo "$told" | grep -v -e '^graded$' -e '^ERROR:  53200$')"
like "it was the library that had none" "*could not be graded*" "$(
  echo "\\set VERBOSITY default
    SELECT lgr_score(repeat('How many events? ', 1000000));" | sql
)"
stop_server
start_server

# -- other encodings -----------------------------------------------------------------------

echo "CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0" | sql
database=latin
same "a database in Latin-1" "t|We merge in München." "$(
  sql <<END_OF_SQL
SET client_encoding = 'UTF8';
CREATE EXTENSION libgrade;
\set yaml \`cat '$work/small.yaml'\`
SELECT lgr_score('Wie viel für München?') IS NOT NULL,
  lgr_grade_by('Bäh. We merge in München.', :'yaml') #>> '{answer,criteria,0,evidence,0,text}';
END_OF_SQL
)"
database=postgres

same "no process of the server went down" "0" "$(
  grep -c -e 'terminated by signal' -e 'PANIC' "$work/data/log" || true
)"
finish
