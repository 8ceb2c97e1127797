#!/bin/sh
# Builds what the library and its tests need with musl, static, into a folder:
#   musl.sh FOLDER
# From the sources of Debian's packages, as their authors published them.
set -eu
# shellcheck source=tests/ports/archive.sh
. "$(dirname -- "$0")/archive.sh"
root=$1
if [ -e "$root/.complete" ]; then exit; fi
rm -rf "$root"
mkdir -p "$root"
archive "$root.apt" deb-src "$(dpkg --print-architecture)"
mkdir "$state/sources"
cd "$state/sources"
apt_get source --download-only --tar-only pcre2 libyaml md4c utf8proc check

library() { # NAME CMAKE_ARGUMENT…
  name=$1
  shift
  mkdir "$state/$name"
  tar -C "$state/$name" --strip-components=1 -xzf "$state/sources/${name}_"*.orig.tar.gz
  cmake -S "$state/$name" -B "$state/$name/built" -G Ninja -DCMAKE_C_COMPILER=musl-gcc \
    -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON \
    -DCMAKE_INSTALL_PREFIX="$root" -DCMAKE_INSTALL_LIBDIR=lib "$@"
  cmake --build "$state/$name/built"
  cmake --install "$state/$name/built"
}
library pcre2 -DPCRE2_SUPPORT_JIT=ON -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF
library libyaml -DBUILD_TESTING=OFF
# It writes no file for pkg-config when CMake builds it.
version=$(basename libyaml_*.orig.tar.gz .orig.tar.gz)
cat >"$root/lib/pkgconfig/yaml-0.1.pc" <<END
Name: yaml
Description: YAML
Version: ${version#*_}
Libs: -L$root/lib -lyaml
Cflags: -I$root/include
END
library md4c
library utf8proc
library check -DBUILD_TESTING=OFF -DCHECK_ENABLE_SUBUNIT=OFF
rm -rf "$state" "$root"/lib/libcheck.so*
: >"$root/.complete"
