# Processes and locks: what is alive, and who may change a cluster now. Sourced by dev/mongodb.
# shellcheck shell=bash disable=SC2030,SC2031,SC2034,SC2154

# Prints a mark of when process $1 began, nothing when it is gone or a zombie. With the mark a reused process id is never mistaken.
birth() {
  local stat
  if [ -d /proc/self ]; then
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    [ "$1" = Z ] || [ "$1" = X ] || printf '%s\n' "${20}"
  else
    ps -o stat= -o lstart= -p "$1" 2>/dev/null | sed -e '/^Z/d' -e 's/^[^ ]* *//' -e 's/ /_/g'
  fi
}

# Remembers process $2 in file $1; remembered_pid prints it for as long as it lives.
remember_pid() { printf '%s %s\n' "$2" "$(birth "$2")" >"$1"; }

remembered_pid() {
  local pid began
  { read -r pid began <"$1"; } 2>/dev/null || return 0
  if [ -n "$began" ] && [ "$(birth "$pid")" = "$began" ]; then printf '%s\n' "$pid"; fi
}

# Ends the process remembered in file $1 with signal $2 and waits up to $3 seconds for its end.
end_remembered() {
  local pid tries=$(($3 * 20))
  pid=$(remembered_pid "$1")
  [ -n "$pid" ] || return 0
  kill "-$2" "$pid" 2>/dev/null || true
  while [ -n "$(remembered_pid "$1")" ]; do
    [ $((tries -= 1)) -gt 0 ] || return 1
    sleep 0.05
  done
}

# Starts "$@" in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it; output goes to file $1. Sets launched.
launch() {
  local log=$1
  shift
  if command -v setsid >/dev/null; then
    setsid "$@" >>"$log" 2>&1 </dev/null 8>&- 9>&- &
  else
    (
      set -m
      nohup "$@" >>"$log" 2>&1 </dev/null 8>&- 9>&- &
      echo $! >"$log.pid"
    )
    launched=$(cat "$log.pid")
    rm -f "$log.pid"
    return
  fi
  launched=$!
  disown
}

# Runs "$@" in a way that a signal to this script is answered at once, not after the command.
interruptible() {
  local code=0
  "$@" <&0 8>&- 9>&- &
  waited_for=$!
  wait "$waited_for" || code=$?
  waited_for=''
  return $code
}

# Waits for the lock named $1 and holds it on file descriptor $2 until unlock $2: children that live on must close 8 and 9.
lock() {
  mkdir -p "$cache"
  if command -v flock >/dev/null; then
    eval "exec $2>\"\$cache/\$1.lock\""
    flock -n "$2" || {
      say "waiting for another dev/mongodb to finish"
      flock "$2"
    }
    return
  fi
  until mkdir "$cache/$1.lock.d" 2>/dev/null; do
    if [ -s "$cache/$1.lock.d/pid" ] && [ -z "$(remembered_pid "$cache/$1.lock.d/pid")" ]; then rm -rf "$cache/$1.lock.d"; fi
    sleep 0.2
  done
  remember_pid "$cache/$1.lock.d/pid" $$
  lock_folders="$1 ${lock_folders:-}"
}

unlock() {
  local folder
  eval "exec $1>&-"
  for folder in ${lock_folders:-}; do
    rm -rf "$cache/$folder.lock.d"
  done
  lock_folders=''
}

lock_cluster() {
  local sum
  sum=$(printf '%s' "$state" | cksum)
  lock "cluster-$((${sum%% *} % 16))" 9
}
