#!/usr/bin/env bash
# Runs $E2E_EXECUTABLE with the given arguments, and keeps in $E2E_LOG all it says from the first byte, also when it is
# killed. By environment, because Playwright puts Electron's own switches before ours. The process id stays the same.
executable=$E2E_EXECUTABLE
log=$E2E_LOG
unset E2E_EXECUTABLE E2E_LOG
exec "$executable" "$@" > >(exec tee -a "$log") 2> >(exec tee -a "$log" >&2)
