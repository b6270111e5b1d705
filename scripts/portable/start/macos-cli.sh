#!/bin/sh
# The command line of Apple Juicer: "Apple Juicer.app/Contents/Resources/apple-juicer" --help
file=$0
while [ -L "$file" ]; do
  target=$(readlink "$file")
  case $target in /*) file=$target ;; *) file=$(dirname "$file")/$target ;; esac
done
here=$(cd "$(dirname "$file")" && pwd)
exec "$here/app/bin/node" "$here/app/dist/cli-portable-main.js" "$@"
