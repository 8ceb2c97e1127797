# What the command gives up before it reads anything: cli/sandbox.c.
# tests/unit/test_sandbox.c shows what that means; here, that it is on.

field() { sed -n "s/^$1:[[:space:]]*//p" "$2"; }
sanitized() { grep -qa -e __asan_init -e __tsan_init -e __msan_init "$GRADE"; }
# Why there is none here, or nothing.
without() {
  case $(uname -s)-$(uname -m) in
  Linux-x86_64 | Linux-aarch64) ;;
  *) echo "there is no filter for this system" && return ;;
  esac
  grep -q '^Seccomp:' /proc/self/status || {
    echo "the kernel has no filters"
    return
  }
  sanitized && echo "sanitizers need what it takes away"
}

reason=$(without)
mkfifo held
if [ -n "$reason" ]; then
  skip "the filter" "$reason"
else
  # It waits for the answer, of which nothing has been read.
  "$GRADE" -q $R held >out 2>err </dev/null &
  grading=$!
  exec 3>held
  cat "/proc/$grading/status" >running
  cat /proc/self/status >outside
  cat good.md >&3
  exec 3>&-
  wait "$grading"
  status=$?
  t "an answer is read behind a filter" [ "$(field Seccomp running)" = 2 ]
  t "no right can be gained" [ "$(field NoNewPrivs running)" = 1 ]
  if [ -n "$(field Seccomp_filters outside)" ]; then
    t "the filter is the command's own" \
      [ "$(field Seccomp_filters running)" -gt "$(field Seccomp_filters outside)" ]
  fi
  t "the answer is graded there" has_line out "100 good held"

  # A rubric may come from a stranger, too.
  mkfifo rubric.fifo
  "$GRADE" -q --rubric rubric.fifo good.md >out 2>err </dev/null &
  grading=$!
  exec 3>rubric.fifo
  cat "/proc/$grading/status" >running
  cat rubric.yaml >&3
  exec 3>&-
  wait "$grading"
  t "so is a rubric" [ "$(field Seccomp running)" = 2 ]
  t "the rubric works there" has_line out "100 good good.md"
fi

if [ -n "$reason" ]; then
  skip "a kernel without it" "$reason"
elif ! have strace || ! strace -o traced true 2>/dev/null; then
  skip "a kernel without it" "strace(1) cannot be used here"
else
  run $R good.md
  cp out expected
  strace -o traced -e trace=prctl -e inject=prctl:error=EINVAL \
    "$GRADE" $R good.md >out 2>err </dev/null
  status=$?
  t "a kernel without it was asked" has traced "EINVAL"
  t "a kernel without it: status 0" status_is 0
  t "a kernel without it: the same result" same out expected
  t "a kernel without it: nothing is said" empty err
fi
