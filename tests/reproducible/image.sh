#!/bin/sh
# The image of a rubric is the same from run to run, whatever memory held before.
#   image.sh FREEZE ROOT
set -eu
freeze=$1 root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for fill in 77 154; do
  MALLOC_PERTURB_=$fill "$freeze" "$root/rubrics/senior-data-engineer" "$root/libgrade/languages" \
    "$work/$fill"
done
cmp "$work/77" "$work/154"
