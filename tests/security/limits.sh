#!/bin/sh
# The table of limits in SECURITY.md names every limit of limits.h with its
# value, and no other.
#   limits.sh SOURCE_DIR
set -eu
LC_ALL=C
export LC_ALL
cd "$1"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# NAME EXPRESSION a line -> NAME VALUE
evaluate() {
  while read -r name expression; do
    # shellcheck disable=SC2004 # not a number: an expression
    echo "$name $(($expression))"
  done | sort
}

sed -n 's/^#define \(LG_LIMIT_[A-Z0-9_]*\) \(.*\)$/\1 \2/p' libgrade/src/base/limits.h |
  sed 's/\([0-9]\)u/\1/g' | evaluate >"$folder/limits"
# 2,000 and 4 MiB are written for people. A row without an effect is none.
# shellcheck disable=SC2016 # backquotes of Markdown
sed -n 's/^| `\(LG_LIMIT_[A-Z0-9_]*\)` | \([^|]*\) | [^|]*[a-z][^|]* |$/\1 \2/p' SECURITY.md |
  sed -e 's/,//g' -e 's/ MiB$/ * 1048576/' -e 's/ KiB$/ * 1024/' | evaluate >"$folder/table"
test -s "$folder/limits" || {
  echo "no limits were found"
  exit 1
}
diff "$folder/limits" "$folder/table" || {
  echo "SECURITY.md (>) is not limits.h (<)"
  exit 1
}
