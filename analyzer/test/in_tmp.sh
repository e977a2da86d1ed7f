#!/bin/sh
# in_tmp.sh SCRIPT: runs a test script in an empty directory that goes away afterwards.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
bash "$1" < /dev/null
