#!/bin/sh
# Every function of the public header has a comment: above it, above the group
# of declarations it stands in (no empty line between), or behind it.
#   comments.sh HEADER
set -eu
awk '
  function name_of(text) { match(text, /lgr_[a-z_]+\(/); return substr(text, RSTART, RLENGTH - 1) }
  function finish() {
    ++count
    if (!covered && declaration !~ /\/\*.*\*\//) {
      print FILENAME ":" start ": " name_of(declaration) " has no comment"
      ++bare
    }
    declaration = ""
  }

  # A line that only divides the file, "/* ---- status */", says nothing.
  /^\/\* -+ .* \*\/$/ { covered = 0; next }
  /^$/ { covered = 0; next }
  /^\/\*/ { covered = 1 }
  declaration != "" { declaration = declaration " " $0; if (/;/) finish(); next }
  /^LGR_API / { declaration = $0; start = NR; if (/;/) finish() }
  END {
    print count + 0 " functions, " bare + 0 " without a comment"
    exit bare > 0 || count == 0
  }
' "$1"
