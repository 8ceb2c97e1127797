#!/bin/sh
# Compares what a shared library exports and imports with what it may.
#   check_symbols.sh NM LIBRARY LIST HEADER [BUILD_TYPE]
# LIST holds the exported symbols with their version node, sorted. A build of
# type Debug may hold assertions.
set -eu
nm=$1 library=$2 list=$3 header=$4 build_type=${5-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

LC_ALL=C
export LC_ALL

# Version nodes are listed as symbols of their own, of type A.
"$nm" -D --with-symbol-versions --defined-only "$library" |
  awk '$2 != "A" { print $3 }' | sort >"$work/exported"
if ! diff -u "$list" "$work/exported"; then
  echo "The exported symbols are not those of $list."
  echo "An addition belongs into it; a removal breaks programs and moves the soname."
  status=1
fi

# Every function of the header is exported, and nothing else.
sed -n '/LGR_API /,/;/p' "$header" | grep -o 'lgr_[a-z_]*(' | tr -d '(' | sort >"$work/declared"
sed 's/@.*//' "$work/exported" >"$work/names"
if ! diff -u "$work/declared" "$work/names"; then
  echo "The exported symbols are not the functions of $header."
  status=1
fi

# No output, files, environment, locale, clock, chance, threads or exits.
"$nm" -D --undefined-only "$library" | awk '{ sub(/@.*/, "", $2); print $2 }' |
  grep -E -x -e '(__)?v?[fsd]?n?printf(_chk)?|f?puts|fputc|putchar|fwrite|perror' \
    -e 'f?open(at)?(64)?|read|write|close|stat|mmap' \
    -e '(secure_)?getenv|setenv|setlocale|localeconv|newlocale|uselocale' \
    -e 'is(alpha|digit|alnum|space|upper|lower|punct|print)|to(upper|lower)|__ctype_.*' \
    -e 'strto[dfl].*|ato[fil]|strcoll|strxfrm|strerror|strtok|strcasecmp|strncasecmp' \
    -e 'time|clock.*|gettimeofday|localtime.*|gmtime.*|s?rand(om)?|getrandom' \
    -e 'pthread_.*|thrd_.*|mtx_.*' -e 'exit|_exit|abort|__assert_fail|raise|signal|longjmp' \
    >"$work/used" || true
if [ "$build_type" = Debug ]; then
  grep -vx __assert_fail "$work/used" >"$work/forbidden" || true
else
  mv "$work/used" "$work/forbidden"
fi
if [ -s "$work/forbidden" ]; then
  echo "The library uses what it promises not to:"
  cat "$work/forbidden"
  status=1
fi
exit "$status"
