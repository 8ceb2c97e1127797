#!/bin/sh
# Proves that check.sh finds what it is there to find: a small clean tree
# passes, and each planted violation is reported at its line.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

clean_tree() {
  rm -rf "${tree:?}"/*
  for layer in base pattern model document rubric match score report api; do
    mkdir -p "$tree/libgrade/src/$layer"
    echo '#include "base/arena.h"' >"$tree/libgrade/src/$layer/$layer.c"
  done
  mkdir -p "$tree/cli" "$tree/examples"
  echo '#include <pcre2.h>' >>"$tree/libgrade/src/pattern/pattern.c"
  echo '#include <yaml.h>' >>"$tree/libgrade/src/rubric/rubric.c"
  echo '#include <md4c.h>' >>"$tree/libgrade/src/document/document.c"
  echo '#include <libgrade/libgrade.h>' >>"$tree/libgrade/src/api/api.c"
  printf '#include <yajl/yajl_parse.h>\n#include "reader.h"\n' >"$tree/cli/reader.c"
  echo '#include <linear.h>' >"$tree/cli/fit.c"
  printf '#include <stdio.h>\n#include <libgrade/libgrade.h>\n' >"$tree/examples/example.c"
}

passed=0 failed=0

# planted FILE INCLUDE REASON
planted() {
  clean_tree
  echo "#include $2" >>"$tree/$1"
  place="$1:$(awk 'END { print NR }' "$tree/$1")"
  if output=$("$here/check.sh" "$tree"); then
    echo "not found: $2 in $1"
    failed=$((failed + 1))
  elif [ "$output" != "$place: $3" ]; then
    echo "for $2 in $1, expected"
    echo "  $place: $3"
    echo "but got"
    echo "  $output"
    failed=$((failed + 1))
  else
    passed=$((passed + 1))
  fi
}

clean_tree
if "$here/check.sh" "$tree"; then
  passed=$((passed + 1))
else
  echo "the clean tree was refused"
  failed=$((failed + 1))
fi

src=libgrade/src
planted $src/base/base.c '"model/signal.h"' 'base may not use model'
planted $src/pattern/pattern.c '"model/signal.h"' 'pattern may not use model'
planted $src/model/model.c '"pattern/set.h"' 'model may not use pattern'
planted $src/document/document.c '"rubric/rubric.h"' 'document may not use rubric'
planted $src/document/document.c '"match/match.h"' 'document may not use match'
planted $src/rubric/rubric.c '"document/document.h"' 'rubric may not use document'
planted $src/match/match.c '"rubric/rubric.h"' 'match may not use rubric'
planted $src/score/score.c '"document/document.h"' 'score may not use document'
planted $src/score/score.c '"pattern/set.h"' 'score may not use pattern'
planted $src/report/report.c '"score/score.h"' 'report may not use score'
planted $src/base/base.c '"api/objects.h"' 'base may not use api'
planted $src/base/base.c '"arena.h"' '"arena.h" must be written layer/file.h'
planted $src/base/base.c '"base/../api/objects.h"' \
  '"base/../api/objects.h" must be written layer/file.h'
planted $src/match/match.c '<pcre2.h>' '<pcre2.h> belongs to pattern'
planted $src/model/model.c '<yaml.h>' '<yaml.h> belongs to rubric'
planted $src/rubric/rubric.c '<md4c.h>' '<md4c.h> belongs to document'
planted $src/match/match.c '<utf8proc.h>' '<utf8proc.h> belongs to base report'
planted $src/report/report.c '<stdio.h>' 'the library does without <stdio.h>'
planted $src/base/base.c '<locale.h>' 'the library does without <locale.h>'
planted $src/score/score.c '<libgrade/libgrade.h>' 'only api sees the public header'
planted cli/main.c '<pcre2.h>' '<pcre2.h> belongs to the library'
planted cli/main.c '"base/arena.h"' 'a program includes its own headers only'
planted cli/second.c '<yajl/yajl_gen.h>' 'yajl is used by cli/reader.c already'
planted examples/example.c '<yajl/yajl_gen.h>' 'only the command reads JSON'
planted cli/second.c '<linear.h>' 'liblinear is used by cli/fit.c already'
planted examples/example.c '<linear.h>' 'only the command fits weights'
planted $src/score/score.c '<linear.h>' 'the library does without <linear.h>'
planted examples/example.c '"../libgrade/src/base/arena.h"' \
  'a program includes its own headers only'
planted examples/example.c '<libgrade/internal.h>' '<libgrade/internal.h> is not installed'

clean_tree
mkdir "$tree/$src/extra"
echo '#include <string.h>' >"$tree/$src/extra/extra.c"
if "$here/check.sh" "$tree" >/dev/null; then
  echo "a new layer was not noticed"
  failed=$((failed + 1))
else
  passed=$((passed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
