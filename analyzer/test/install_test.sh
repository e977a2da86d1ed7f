#!/bin/sh
# install: what is installed works from where it lies, and a program can use runtime-map.
set -eu
cmake --install "$BUILD_DIR" --prefix "$PWD/usr" > log 2>&1 || { cat log; exit 1; }
usr/bin/mapvet --version | grep -qE '^mapvet [0-9]+\.[0-9]+\.[0-9]+$'
for header in "$SOURCE_DIR"/runtime-map/include/rmap/*.h; do
    [ -f "usr/include/rmap/$(basename "$header")" ] || { echo "$header is not installed"; exit 1; }
done
for page in "$SOURCE_DIR"/analyzer/cli/man/*.1; do
    [ ! -f "$page" ] || [ -f "usr/share/man/man1/$(basename "$page")" ] ||
        { echo "$page is not installed"; exit 1; }
done
