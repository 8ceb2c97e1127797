#!/bin/sh
# Installs a build and compares the files with the list of those expected.
#   manifest.sh BUILD PREFIX LIBDIR
# PREFIX is emptied first; the other tests of this folder use what is in it.
set -eu
build=$1 prefix=$2 libdir=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

rm -rf "${prefix:?}"
cmake --install "$build" --prefix "$prefix" >/dev/null
# The folder of libraries and the type of the build are the machine's choice.
(cd "$prefix" && find . ! -type d | sed 's|^\./||') |
  sed -e "s|^$libdir/|lib/|" -e 's|\(libgrade-[a-z]*\)-[a-z]*\.cmake$|\1-TYPE.cmake|' |
  LC_ALL=C sort >"$build/installed.txt"
if ! diff -u "$here/manifest.txt" "$build/installed.txt"; then
  echo "If this is meant: cp $build/installed.txt $here/manifest.txt"
  exit 1
fi

# The components add up to the whole, and Runtime is enough to grade.
rm -rf "$prefix.parts"
for component in Runtime Development; do
  cmake --install "$build" --prefix "$prefix.parts" --component $component >/dev/null
done
(cd "$prefix" && find . ! -type d | LC_ALL=C sort) >"$build/whole.txt"
(cd "$prefix.parts" && find . ! -type d | LC_ALL=C sort) >"$build/parts.txt"
diff -u "$build/whole.txt" "$build/parts.txt"
rm -rf "$prefix.parts"
"$prefix/bin/grade" --version >/dev/null
