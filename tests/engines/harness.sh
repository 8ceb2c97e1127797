# shellcheck shell=sh
# Sourced by the scripts of this folder: counts, and ends with the counts.
passed=0
failed=0

# same NAME EXPECTED ACTUAL
same() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
    echo "ok - $1"
  else
    failed=$((failed + 1))
    printf 'not ok - %s\n  expected: %s\n  got:      %s\n' "$1" "$2" "$3"
  fi
}

# like NAME PATTERN ACTUAL: a pattern of `case`
like() {
  # shellcheck disable=SC2254 # a pattern
  case $3 in
  $2) same "$1" '' '' ;;
  *) same "$1" "$2" "$3" ;;
  esac
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
