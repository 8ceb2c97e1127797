#!/bin/sh
# Compares the structures and enumerators of two public headers: what the older one
# has must be where it was, and what was added must stand behind it, not in the
# room that the end of the older structure left.
#   layout.sh OLDER_FOLDER NEWER_FOLDER…
set -eu
older=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# layout NAME HEADER FOLDER…: lines "structure member offset size", those of the
# structure itself and of enumerators with "." and "=" for the member.
layout() {
  name=$1 header=$2
  shift 2
  {
    echo '#include <libgrade/libgrade.h>'
    echo '#include <stdio.h>'
    echo 'int main(void) {'
    awk '
      comment { if (!/\*\//) next; sub(/.*\*\//, ""); comment = 0 }
      { gsub(/\/\*[^*]*\*\//, "") }
      /\/\*/ { comment = 1; sub(/\/\*.*/, "") }
      /^typedef struct lgr_[a-z_]+ \{/ { structure = $3; size[structure] = 0 }
      /^typedef enum/ { enumeration = 1 }
      structure != "" && /;/ && !/^\}/ {
        member = $0
        if (match(member, /\(\*[a-z_]+\)/)) {
          member = substr(member, RSTART + 2, RLENGTH - 3)
        } else {
          sub(/;.*/, "", member); sub(/.*[ *]/, "", member)
        }
        printf "printf(\"%s %s %%zu %%zu\\n\", offsetof(%s, %s), sizeof((%s *)0)->%s);\n",
          structure, member, structure, member, structure, member
      }
      enumeration { text = $0
        while (match(text, /LGR_[A-Z_]+ = /)) {
          constant = substr(text, RSTART, RLENGTH - 3)
          printf "printf(\"%s = %%d 0\\n\", (int)%s);\n", constant, constant
          text = substr(text, RSTART + RLENGTH)
        }
      }
      /^\}|\};? *lgr_/ {
        if (structure != "")
          printf "printf(\"%s . 0 %%zu\\n\", sizeof(%s));\n", structure, structure
        structure = ""; enumeration = 0
      }
      enumeration && /\}/ { enumeration = 0 }
    ' "$header"
    echo 'return 0; }'
  } >"$work/$name.c"
  includes=
  for folder; do includes="$includes -I$folder"; done
  # shellcheck disable=SC2086 # lists of flags
  ${CC:-cc} ${CFLAGS:-} $includes -o "$work/$name" "$work/$name.c"
  "$work/$name" | LC_ALL=C sort >"$work/$name.txt"
}
layout older "$older/libgrade/libgrade.h" "$older"
layout newer "$1/libgrade/libgrade.h" "$@"

awk '
  FNR == NR { now[$1 " " $2] = $3 " " $4; here[$1 " " $2] = $3; has[$1] = 1; next }
  $2 == "." {
    size[$1] = $4
    grows[$1] = grows[$1] + 0
    if (!($1 in has)) problem($1 " is gone")
    next
  }
  {
    old[$1 " " $2] = 1
    if ($2 == "size" && $3 == 0) grows[$1] = 1
    if (now[$1 " " $2] != $3 " " $4) problem($1 " " $2 ": was " $3 " " $4 ", is " now[$1 " " $2])
  }
  function problem(text) { print text; ++problems }
  END {
    for (name in now) {
      split(name, part, " ")
      if (name in old || part[2] == "=" || !(part[1] in size)) continue
      if (part[2] == ".") {
        split(now[name], number, " ")
        if (!grows[part[1]] && number[2] != size[part[1]]) problem(part[1] " may not grow")
      } else if (here[name] < size[part[1]]) {
        problem(name " stands at " here[name] ", inside the " size[part[1]] " bytes of before")
      }
    }
    count = 0
    for (name in size) ++count
    print count " structures, " problems + 0 " problems"
    if (problems) print "Programs that were built before break: the soname must move (CONTRIBUTING.md)."
    exit problems > 0 || count == 0
  }
' "$work/newer.txt" "$work/older.txt"
