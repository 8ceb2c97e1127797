# shellcheck shell=sh disable=SC2034 # topics use what is set here
# Functions for topics. `run` calls the program; the others look at what came:
# files `out` and `err`, variable $status.

run() {
  "$GRADE" "$@" >out 2>err </dev/null
  status=$?
}

# run_with FILE ARGUMENTS...: the file is standard input.
run_with() {
  _input=$1
  shift
  "$GRADE" "$@" >out 2>err <"$_input"
  status=$?
}

# run_env "NAME=VALUE ..." ARGUMENTS...
run_env() {
  _settings=$1
  shift
  # shellcheck disable=SC2086 # several settings
  env $_settings "$GRADE" "$@" >out 2>err </dev/null
  status=$?
}

# on_terminal COMMAND: a line of shell, run with all but standard input on a
# terminal of ${columns:-80} columns; what it shows comes in `out`, without the CR
# that a terminal puts before LF.
on_terminal() {
  script -qec "stty cols ${columns:-80} -onlcr; $1" /dev/null >out 2>err </dev/null
  status=$?
}

# has_terminal NAME: true when on_terminal works here. Where it does not, NAME is
# skipped; but never on Debian, which has script(1) always.
has_terminal() {
  if have script && [ "$(script -qec 'test -t 1 && echo yes' /dev/null 2>&1 </dev/null | tr -d '\r')" = yes ]; then
    return 0
  fi
  if [ -e /etc/debian_version ]; then
    t "$1" false
  else
    skip "$1" "script(1) gives no terminal here"
  fi
  return 1
}

# t NAME COMMAND...: one test; it passes when the command succeeds.
t() {
  _name=$1
  shift
  if "$@" >check.log 2>&1; then
    echo "ok - $TOPIC: $_name"
    echo passed >>"$RESULTS"
    return 0
  fi
  echo "not ok - $TOPIC: $_name"
  echo failed >>"$RESULTS"
  {
    echo "failed: $*"
    sed 's/^/  /' check.log
    echo "status: ${status-none}"
    for _file in out err; do
      [ -f "$_file" ] && echo "$_file:" && head -n 40 "$_file" | sed 's/^/  /'
    done
  } | sed 's/^/# /'
  return 0
}

skip() {
  echo "ok - $TOPIC: $1 # SKIP $2"
  echo skipped >>"$RESULTS"
}

status_is() { [ "$status" -eq "$1" ]; }
has() { grep -qF -e "$2" "$1"; }
lacks() { ! grep -qF -e "$2" "$1"; }
has_line() { grep -qxF -e "$2" "$1"; }
empty() { [ ! -s "$1" ]; }
same() { cmp "$1" "$2"; }
# lines FILE NUMBER
lines() { [ "$(wc -l <"$1")" -eq "$2" ]; }
# before FILE TEXT OTHER: both are there, and the first line of TEXT is earlier
before() {
  _first=$(grep -nF -e "$2" "$1" | head -n 1 | cut -d: -f1)
  _second=$(grep -nF -e "$3" "$1" | head -n 1 | cut -d: -f1)
  [ -n "$_first" ] && [ -n "$_second" ] && [ "$_first" -lt "$_second" ]
}
not() { ! "$@"; }
have() { command -v "$1" >/dev/null 2>&1; }

R="--rubric=rubric.yaml"
ESC=$(printf '\033')

# has_interference NAME: true when interfere.c can be used; sets $INTERFERE for
# run_env. Where it cannot, NAME is skipped; but never with a compiler on Linux.
has_interference() {
  INTERFERE="LD_PRELOAD=$PWD/interfere.so ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0"
  if [ "$(uname)" != Linux ] || ! have "${CC:-cc}"; then
    skip "$1" "nothing can be loaded before the C library here"
    return 1
  fi
  [ -f interfere.so ] || "${CC:-cc}" -shared -fPIC -o interfere.so "$HERE/interfere.c" -ldl
  # 15 is SIGTERM everywhere.
  run_env "$INTERFERE INTERFERE_AT=fclose INTERFERE_BY=15" --rubric=rubric.yaml -o json:probe.json good.md
  t "calls can be interfered with" status_is 143
  [ "$status" -eq 143 ]
}

# unprivileged COMMAND...: without root's right to do everything, or not at all.
unprivileged() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  else
    setpriv --bounding-set=-all --inh-caps=-all "$@"
  fi
}
# has_no_privilege NAME: true when unprivileged works; else NAME is skipped.
has_no_privilege() {
  : >locked
  chmod 0 locked
  if unprivileged true 2>/dev/null && ! unprivileged cat locked >/dev/null 2>&1; then
    return 0
  fi
  skip "$1" "root does everything"
  return 1
}
