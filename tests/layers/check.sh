#!/bin/sh
# Holds the table of layers against the includes.
#   check.sh ROOT      ROOT is the top folder of the sources
# Prints every violation as file:line: reason; status 1 when there is one.
set -eu
root=$1
cd "$root"

violations=$(
  find libgrade/src cli examples -name '*.[ch]' | sort |
    xargs grep -HnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' |
    awk '
      function complain(reason) { print file ":" line ": " reason }

      function split_line(  rest) {
        file = $0; sub(/:.*/, "", file)
        rest = substr($0, length(file) + 2)
        line = rest; sub(/:.*/, "", line)
        sub(/^[^<"]*/, "", rest)
        quoted = substr(rest, 1, 1) == "\""
        header = substr(rest, 2); sub(/[>"].*/, "", header)
      }

      function check_layer(layer,  used) {
        if (!(layer in uses)) { complain("no such layer: " layer); return }
        if (quoted) {
          used = header; sub(/\/.*/, "", used)
          if (header !~ /^[a-z]+\/[a-z0-9_]+\.h$/) complain("\"" header "\" must be written layer/file.h")
          else if (used != layer && index(" " uses[layer] " ", " " used " ") == 0)
            complain(layer " may not use " used)
          return
        }
        if (header ~ /^libgrade\//) {
          if (layer != "api") complain("only api sees the public header")
        } else if (header in foreign) {
          if (index(" " foreign[header] " ", " " layer " ") == 0)
            complain("<" header "> belongs to " foreign[header])
        } else if (index(" " standard " ", " " header " ") == 0)
          complain("the library does without <" header ">")
      }

      function check_program(folder,  other) {
        if (quoted) {
          # An extension of PostgreSQL includes the headers of its server.
          if (header ~ /\// && file !~ /^examples\/postgres\//)
            complain("a program includes its own headers only")
          return
        }
        if (header in foreign) complain("<" header "> belongs to the library")
        if (header ~ /^libgrade\// && header != "libgrade/libgrade.h" &&
            header != "libgrade/version.h") complain("<" header "> is not installed")
        if (header ~ /^yajl\//) {
          if (folder != "cli") complain("only the command reads JSON")
          else if (reader == "") reader = file
          else if (reader != file) complain("yajl is used by " reader " already")
        }
        if (header ~ /^(liblinear\/)?linear\.h$/) {
          if (folder != "cli") complain("only the command fits weights")
          else if (fitter == "") fitter = file
          else if (fitter != file) complain("liblinear is used by " fitter " already")
        }
      }

      BEGIN {
        uses["base"] = ""
        uses["pattern"] = "base"
        uses["model"] = "base"
        uses["document"] = "base pattern model"
        uses["rubric"] = "base pattern model"
        uses["match"] = "base document pattern model"
        uses["score"] = "base model"
        uses["report"] = "base model"
        uses["api"] = "base document pattern model rubric match score report"

        foreign["pcre2.h"] = "pattern"
        foreign["yaml.h"] = "rubric"
        foreign["md4c.h"] = "document"
        foreign["utf8proc.h"] = "base report"

        # No files, environment, clock, locale or threads in the library.
        standard = "assert.h limits.h stdalign.h stdarg.h stdatomic.h stdbool.h " \
                   "stddef.h stdint.h stdlib.h string.h"
      }

      {
        split_line()
        count = split(file, parts, "/")
        if (parts[1] == "libgrade") check_layer(count > 3 ? parts[3] : "(none)")
        else check_program(parts[1])
      }'
)
if [ -n "$violations" ]; then
  printf '%s\n' "$violations"
  exit 1
fi
