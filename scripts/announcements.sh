#!/usr/bin/env bash
# Makes the hub's announcements to callers in assets/announcements anew. Run by hand, rarely: the results are committed.
# Needs Debian's festival, festvox-ru, espeak-ng and sox.
set -euo pipefail
cd "$(dirname "$0")/../assets/announcements"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
as_phone() {
  sox -q "$1" -r 8000 -c 1 "$2" silence 1 0.05 0.5% reverse silence 1 0.05 0.5% reverse norm -3 pad 0.1 0.25
}
while IFS=$'\t' read -r name russian english <&3; do
  [ -n "$name" ] || continue
  printf '%s' "$russian" | text2wave -eval '(voice_msu_ru_nsh_clunits)' -o "$work/ru.wav"
  espeak-ng -v en-gb -s 150 -w "$work/en.wav" "$english"
  as_phone "$work/ru.wav" "ru/$name.gsm"
  as_phone "$work/en.wav" "en/$name.gsm"
done 3< phrases.tsv
