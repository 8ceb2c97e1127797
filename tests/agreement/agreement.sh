#!/bin/sh
# Agreement of the built-in rubric with the labelled answers.
#   agreement.sh write GRADE SOURCE_DIR    writes corpus/AGREEMENT.md
#   agreement.sh check GRADE SOURCE_DIR    compares with what is written there:
# the pooled kappa may not fall by more than 0.01 on either part of the corpus.
# A rise by more is told, too, so that what is written stays true. Figures that
# README.md quotes must stand in the written file.
set -eu
what=$1
grade=$2
cd "$3"
written=corpus/AGREEMENT.md

# One part of the corpus, its headings one level deeper.
part() { # TITLE FOLDER
  printf "\n## %s\n\n\`grade eval %s\`\n" "$1" "$2"
  "$grade" eval --format markdown "$2" | sed -e '1d' -e 's/^##/###/'
}

page() {
  cat <<'END'
# Agreement with the labels

Written by `./dev agreement`. What the parts of the corpus are, and how they were
labelled, stands in [README.md](README.md); what the figures mean, in
`man grade-eval`. "Length alone" is what the number of words would tell.
END
  part "Held out: read by nobody who wrote patterns, not used to fit weights" corpus/heldout
  part "Development: read while patterns were written, used to fit weights" corpus/development
}

pooled() { awk -F '|' '/^\| pooled kappa/ { gsub(/ /, "", $3); print $3 }' "$1"; }

case $what in
write) page >"$written.new" && mv "$written.new" "$written" ;;
check)
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  page >"$folder/now.md"
  pooled "$written" >"$folder/before"
  pooled "$folder/now.md" >"$folder/now"
  [ "$(wc -l <"$folder/before")" -eq 2 ] || {
    echo "$written does not hold two figures; run ./dev agreement"
    exit 1
  }
  paste "$folder/before" "$folder/now" | awk '
    { print "pooled kappa: written " $1 ", now " $2 }
    $2 < $1 - 0.01 { print "agreement fell by more than 0.01"; wrong = 1 }
    $2 > $1 + 0.01 { print "agreement rose: run ./dev agreement"; wrong = 1 }
    END { exit wrong }'
  # Rows of figures in README.md are copies.
  grep -E '^\| (profile|free|document|all) \|' README.md >"$folder/quoted" || {
    echo "README.md quotes no agreement"
    exit 1
  }
  while read -r row; do
    grep -qF -- "$row" "$written" || {
      echo "not in $written: $row"
      exit 1
    }
  done <"$folder/quoted"
  ;;
esac
