# shellcheck shell=sh
# Debian's archive, looked into without changing the system or being root; read by
# sysroot.sh and musl.sh:
#   archive STATE TYPE ARCHITECTURE   STATE is a folder that may be removed after it,
#                                     TYPE is deb or deb-src
#   apt_get ARGUMENT…
# It is the main archive of the release that the system's own sources name; its
# other parts may be of another age than for this architecture.

# shellcheck disable=SC2016 # apt fills them in
archive_sources() { # OPTION…
  apt-get "$@" indextargets --format '$(REPO_URI) $(RELEASE) $(LABEL) $(COMPONENT)' \
    'Created-By: Packages' | awk -v type="$type" '$3 == "Debian" && $2 !~ /-/ {
      print type, "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]", $1, $2, $4 }' |
    sort -u
}

archive() {
  state=$1 type=$2 architecture=$3
  rm -rf "$state"
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/first/partial"
  : >"$state/status"
  archive_sources >"$state/sources.list"
  # What the system's sources are is in lists that may have been removed.
  if [ ! -s "$state/sources.list" ]; then
    apt-get -q -o "Dir::State::Lists=$state/first" -o "APT::Sandbox::User=$(id -un)" \
      -o Debug::NoLocking=1 update || true
    archive_sources -o "Dir::State::Lists=$state/first" >"$state/sources.list"
  fi
  if [ ! -s "$state/sources.list" ]; then
    echo "apt knows no archive of Debian: /etc/apt/sources.list names none, or it did not answer"
    exit 1
  fi
  apt_get update
}

apt_get() {
  apt-get -q -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" \
    -o "Dir::State=$state" -o "Dir::State::status=$state/status" \
    -o "Dir::State::Lists=$state/lists" -o "Dir::Cache=$state/cache" \
    -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/nonexistent \
    -o "APT::Sandbox::User=$(id -un)" -o Debug::NoLocking=1 -o Acquire::Retries=3 "$@"
}
