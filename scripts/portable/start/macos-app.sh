#!/bin/sh
# Runs Apple Juicer in a window of Terminal, which shows what it does and ends it when it is closed.
contents=$(cd "$(dirname "$0")/.." && pwd)
case $contents in
  */AppTranslocation/*)
    # macOS runs downloads from a copy that goes away, until they are moved.
    osascript -e 'display alert "Move Apple Juicer first" message "Drag it to the Applications folder, or to any other, and open it there."'
    exit 1
    ;;
esac
folder="$HOME/Library/Application Support/Apple Juicer"
command="$folder/Apple Juicer.command"
mkdir -p "$folder" && chmod 700 "$folder" || exit 1
quoted=$(printf '%s' "$contents/Resources/apple-juicer" | sed "s/'/'\\\\''/g")
# Written here, because Terminal asks again for every command that was downloaded.
printf '#!/bin/sh\nclear\nexec '"'%s'"'\n' "$quoted" >"$command" && chmod 700 "$command" || exit 1
exec open -a Terminal "$command"
