#!/usr/bin/env bash
# Makes the training customer's phrases in assets/voices anew. Run by hand, rarely: the results are committed.
# Needs Debian's festival, festvox-ru, sox and opus-tools.
set -euo pipefail
cd "$(dirname "$0")/../assets/voices"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while IFS=$'\t' read -r clip text; do
  [ -n "$clip" ] || continue
  printf '%s' "$text" | text2wave -eval '(voice_msu_ru_nsh_clunits)' -o "$work/$clip.wav"
  sox -q "$work/$clip.wav" -r 48000 -c 1 "$work/$clip.48.wav" silence 1 0.05 0.5% reverse silence 1 0.05 0.5% reverse norm -4 pad 0.05 0.1
  opusenc --quiet --speech --bitrate 24 "$work/$clip.48.wav" "$clip.opus"
done < phrases.tsv
