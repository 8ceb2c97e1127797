# shellcheck shell=sh disable=SC2034
# Reports of every answer of the corpus, held against the schemas that are
# published; the tests do the same with a few answers.

"$PYTHON" "$SOURCE/tests/schema/validate_reports.py" "$GRADE" "$SOURCE" corpus/development \
  corpus/heldout >out 2>err
status=$?
t "every answer of the corpus: status 0" status_is 0
t "every answer of the corpus: no failures" has out " 0 failures"
t "every answer of the corpus: many" grep -Eq ' [0-9]{3,} lines' out
