#!/bin/sh
# Takes the pictures of the window that the README shows. Needs Xvfb, xdotool and imagemagick, and
# bin/beian and bin/beiandesk (make cli gui).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
batch=${1:-$HOME/备案样例}
home=$(mktemp -d)
export DISPLAY=:87

"$root/bin/beian" demo -o "$batch" >/dev/null
mv "$batch/sample.xlsx" "$batch/网站备案.xlsx"
mv "$batch/scans" "$batch/材料"

Xvfb $DISPLAY -screen 0 1280x800x24 >/dev/null 2>&1 &
screen=$!
sleep 2
mkdir "$home/.config" "$home/.cache"
HOME=$home "$root/bin/beiandesk" --lang zh "$batch/网站备案.xlsx" "$batch/材料" &
window=$!
trap 'kill $window; wait $window 2>/dev/null || true; kill $screen; rm -rf "$home" "$batch"' EXIT
sleep 4
id=$(xdotool search --name 备案台 | tail -1)
xdotool windowmove "$id" 0 0 windowsize "$id" 1280 800

# The check is done when the button for the export is blue.
until [ "$(import -window root -crop 1x1+1105+50 -depth 8 txt:- | grep -c '#1F5FBF')" = 1 ]; do sleep 1; done

shoot() { # name
	xdotool mousemove 640 700
	sleep 5
	import -window root -colors 256 -define png:compression-level=9 "PNG8:$here/$1.png"
}
xdotool mousemove 300 266 click 1 # the third filing, with a forbidden word in its name
shoot window
xdotool mousemove 300 204 click 1 sleep 1 mousemove 905 241 click 1 # the first filing's pictures
shoot scans
xdotool mousemove 975 241 click 1 # its papers
shoot papers
ls -l "$here/window.png" "$here/scans.png" "$here/papers.png"
