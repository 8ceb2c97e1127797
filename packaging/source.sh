#!/bin/sh
# Writes the source tarball, the same bytes from the same files:
#   source.sh ROOT OUT_FOLDER; prints its path
# In a clone of git, what git knows; elsewhere, everything but folders of builds.
set -eu
root=$1
mkdir -p "$2"
out=$(CDPATH='' cd -- "$2" && pwd)
cd "$root"
version=$(sed -n 's/^  VERSION \([0-9.]*\)$/\1/p' CMakeLists.txt)
name=libgrade-$version
if git rev-parse --git-dir >/dev/null 2>&1 && [ -e .git ]; then
  git ls-files -z >"$out/files"
  moment=@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
else
  find . \( -name .git -o -path './build' -o -path './build-*' -o -path './obj-*' \) -prune -o \
    ! -type d -print0 | sed -z 's|^\./||' >"$out/files"
  moment=@${SOURCE_DATE_EPOCH:-$(stat -c %Y CHANGELOG.md)}
fi
LC_ALL=C sort -z "$out/files" |
  tar --create --null --no-recursion --files-from=- --transform="s|^|$name/|S" --mtime="$moment" \
    --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --format=gnu |
  gzip -9n >"$out/$name.tar.gz"
rm "$out/files"
echo "$out/$name.tar.gz"
