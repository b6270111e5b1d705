#!/bin/sh
# Opens Apple Juicer in the browser; with arguments, it is the command line: ./apple-juicer --help
here=$(dirname "$(readlink -f "$0")")
node=$here/app/bin/node
if [ $# -eq 0 ] && ! problem=$("$node" --version 2>&1); then
  printf '%s\n' "$problem" 'Apple Juicer could not start. It needs a 64-bit Linux with glibc 2.28 or newer' >&2
  printf '%s\n' 'and libatomic (Debian, Ubuntu: sudo apt install libatomic1; Fedora: sudo dnf install libatomic).' >&2
  if [ -t 0 ]; then printf 'Press Enter to close this window.' >&2; read -r _; fi
  exit 3
fi
exec "$node" "$here/app/dist/cli-portable-main.js" "$@"
