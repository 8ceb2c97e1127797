#!/bin/bash
# Builds the source tarball and the Debian packages, away from the sources, looks
# at them with lintian, and installs, runs and removes them in a folder of their own.
#   debian.sh ROOT OUT_FOLDER
# The packages stay in OUT_FOLDER.
set -uo pipefail
root=$1 out=$2
here=$root/packaging
. "$root/tests/support/tally.sh"
rm -rf "${out:?}"
mkdir -p "$out"
out=$(cd "$out" && pwd)

quietly() {
  if ! "$@" >"$out/log" 2>&1; then
    tail -n 80 "$out/log"
    return 1
  fi
}

tarball=$("$here/source.sh" "$root" "$out")
say $? "the source tarball"
version=$(basename "$tarball" .tar.gz)
version=${version#libgrade-}
source=$out/libgrade-$version
tar -C "$out" -xzf "$tarball"
cp "$tarball" "$out/libgrade_$version.orig.tar.gz"
# Away from git, the same tarball comes out of what was in it.
again=$(SOURCE_DATE_EPOCH=$(tar --list --verbose --full-time --utc -f "$tarball" |
  awk 'NR == 1 { print $4 " " $5 }' | TZ=UTC xargs -0 date +%s -d) \
  "$here/source.sh" "$source" "$out/again") && cmp "$tarball" "$again"
say $? "the same tarball from the unpacked one"

# debian/ must stand at the top of the sources.
cp -r "$here/debian" "$source/debian"
(cd "$source" && quietly dpkg-buildpackage -us -uc)
say $? "dpkg-buildpackage, with the tests of debian/rules"
if [ "$failed" -gt 0 ]; then
  finish
  exit
fi

cd "$out" || exit 2
quietly lintian --allow-root --fail-on error,warning ./*.changes
say $? "lintian: no errors, no warnings"
grep -v '^N:' "$out/log" || true

# -- installed -------------------------------------------------------------------

if command -v apt-get >/dev/null; then
  quietly apt-get -q -o Debug::NoLocking=1 install --simulate --no-install-recommends \
    ./libgrade0_*.deb ./libgrade-dev_*.deb ./grade_*.deb
  say $? "what the packages depend on can be had"
fi

# A folder with a database of its own, so that neither root nor the system is
# touched; dependencies are those the build has used.
system=$out/system
mkdir -p "$system/var/lib/dpkg/updates" "$system/var/lib/dpkg/info"
: >"$system/var/lib/dpkg/status"
: >"$system/var/lib/dpkg/available"
contents() { (cd "$system" && find . ! -path './var/lib/dpkg*' ! -path ./var/log/\* | LC_ALL=C sort); }
contents >"$out/before"
# shellcheck disable=SC2317 # called by quietly
in_system() {
  fakeroot dpkg --root="$system" --force-depends --force-not-root --log=/dev/null "$@"
}
quietly in_system --install ./libgrade0_*.deb ./libgrade-dev_*.deb ./grade_*.deb
say $? "the packages install"

triplet=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
libraries=$system/usr/lib/$triplet
# Each by itself: the command brings its library along.
score=$("$system/usr/bin/grade" "$root/examples/answers/medium.md" | grep 'of 100')
[[ $score == *'66.5 of 100'* ]]
say $? "grade grades"
flags=$(PKG_CONFIG_PATH=$libraries/pkgconfig pkg-config --cflags --libs libgrade)
# shellcheck disable=SC2086 # a list of flags
quietly gcc -std=c11 -o "$out/embed" "$root/examples/grade_string.c" $flags &&
  grep -qF "$system" <<<"$flags" && LD_LIBRARY_PATH=$libraries "$out/embed" >/dev/null
say $? "a program is built against libgrade-dev as pkg-config says, and runs"

pages=0
for page in "$root"/cli/man/*.[1-9].in "$root"/libgrade/man/*.[1-9].in; do
  name=$(basename "$page" .in)
  grep -q '^\.Sh NAME$' <(zcat "$system/usr/share/man/man${name##*.}/$name.gz") || pages=missing
done
[ "$pages" = 0 ]
say $? "every manual page"

quietly in_system --purge grade libgrade-dev libgrade0
say $? "the packages are removed"
contents >"$out/after"
diff "$out/before" "$out/after"
say $? "and leave nothing"
finish
