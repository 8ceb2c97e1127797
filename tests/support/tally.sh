# shellcheck shell=sh
# Counting what passed, for scripts that read this file.
passed=0
failed=0

say() { # STATUS NAME
  if [ "$1" -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok   $2"
  else
    failed=$((failed + 1))
    echo "FAIL $2"
  fi
}

# The last line of a script, and what it exits with.
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
