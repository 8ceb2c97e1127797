#!/bin/sh
# Unpacks Debian packages of another architecture, and what they depend on, into a
# folder: nothing of the system changes, and root is not needed.
#   sysroot.sh ARCHITECTURE FOLDER PACKAGE…
# From the main archive of the release that the system's own sources name; its
# other parts may be of another age than for this architecture.
set -eu
architecture=$1 root=$2
shift 2
state=$root.apt
if [ "$(cat "$root/.complete" 2>/dev/null)" = "$*" ]; then exit; fi
rm -rf "$root" "$state"
mkdir -p "$root" "$state/lists/partial" "$state/cache/archives/partial"
: >"$state/status"
# shellcheck disable=SC2016 # apt fills them in
apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(LABEL) $(COMPONENT)' 'Created-By: Packages' |
  awk '$3 == "Debian" && $2 !~ /-/ {
    print "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]", $1, $2, $4 }' |
  sort -u >"$state/sources.list"

apt_get() {
  apt-get -q -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" \
    -o "Dir::State=$state" -o "Dir::State::status=$state/status" \
    -o "Dir::State::Lists=$state/lists" -o "Dir::Cache=$state/cache" \
    -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/nonexistent \
    -o "APT::Sandbox::User=$(id -un)" -o Debug::NoLocking=1 "$@"
}
apt_get update
apt_get install -y --no-install-recommends --download-only "$@"
for package in "$state"/cache/archives/*.deb; do dpkg-deb -x "$package" "$root"; done
rm -rf "$state"

# Packages keep libraries in folders that ldconfig would be told of.
for library in "$root"/usr/lib/*/blas/libblas.so.3; do
  if [ -e "$library" ]; then ln -sf blas/libblas.so.3 "${library%/blas/*}/libblas.so.3"; fi
done
echo "$*" >"$root/.complete"
