# Members that run as processes of this machine: mongod from the PATH, the official build, the portable one. Sourced by dev/mongodb.
# shellcheck shell=bash disable=SC2030,SC2031,SC2034,SC2154

host_prepare() {
  [ "$kind" = portable ] || return 0
  # All clusters share the big and unchanging drive; registry and server are the cluster's own, so that stop can end the server.
  local shared
  shared=$(wine_prefix)
  mkdir -p "$state/wine/dosdevices"
  cp "$shared"/*.reg "$shared/.update-timestamp" "$state/wine/"
  ln -s "$shared/drive_c" "$state/wine/dosdevices/c:"
  ln -s / "$state/wine/dosdevices/z:"
}

host_start_member() {
  local i=$1 folder=$data/member-$1 key=$data/keyfile
  local -a server options
  mkdir -p "$folder"
  case $kind in
    path) server=(mongod --nounixsocket) ;;
    official) server=("$official/bin/mongod" --nounixsocket) ;;
    portable)
      wine_environment "$state/wine"
      server=("${wine_environment[@]}" "$(wine)" "$portable/mongod.exe")
      folder=$(windows_path "$folder")
      key=$(windows_path "$key")
      ;;
  esac
  options=(--dbpath "$folder" --port "$(port_of "$i")" --bind_ip 127.0.0.1 --wiredTigerCacheSizeGB "$cache_gb"
    --setParameter diagnosticDataCollectionEnabled=false)
  [ "$standalone" = true ] || options+=(--replSet rs0 --oplogSize "$oplog_mb")
  # The oplog keeps what was written since the last checkpoint: a small one is to forget sooner than in a minute.
  [ "$oplog_mb" -ge 990 ] || options+=(--syncdelay 1)
  if [ "$auth" = true ]; then
    if [ "$standalone" = true ]; then options+=(--auth); else options+=(--keyFile "$key"); fi
  fi
  launch "$state/member-$i.log" "${server[@]}" "${options[@]}"
  remember_pid "$state/member-$i.pid" "$launched"
}

# shellcheck disable=SC1003
windows_path() { printf 'Z:%s\n' "$1" | tr / '\\'; }

host_member_pid() { remembered_pid "$state/member-$1.pid"; }

host_kill_member() {
  end_remembered "$state/member-$1.pid" KILL 10 || die "member $1 does not end"
  rm -f "$state/member-$1.pid"
}

host_admin() {
  local command=$1
  shift
  admin "$command" 90 "$@" <&0 8>&- 9>&- &
  waited_for=$!
  while [ -n "$(birth "$waited_for")" ]; do
    if a_member_died; then kill -KILL "$waited_for" 2>/dev/null || true; fi
    sleep 0.1
  done
  local code=0
  wait "$waited_for" 2>/dev/null || code=$?
  waited_for=''
  return $code
}

# A member that was started and has not been killed by us, yet does not live.
a_member_died() {
  local i
  for ((i = 0; i < members; i++)); do
    if [ -f "$state/member-$i.pid" ] && [ -z "$(host_member_pid "$i")" ]; then return 0; fi
  done
  return 1
}

host_stop() {
  local i
  for ((i = 0; i < members; i++)); do
    # Data that is kept deserves a clean end, data that is thrown away does not need one.
    if [ "$keep" = true ] && [ "$kind" != portable ]; then
      end_remembered "$state/member-$i.pid" TERM 20 || true
    fi
    end_remembered "$state/member-$i.pid" KILL 10 || true
  done
  [ "$kind" = portable ] && [ -d "$state/wine" ] || return 0
  in_prefix "$state/wine" "$(wineserver)" -k 2>/dev/null || true
  local pid tries=100
  while [ -n "$(host_support_pids)" ] && [ $((tries -= 1)) -gt 0 ]; do
    [ $tries -gt 50 ] || for pid in $(host_support_pids); do kill -KILL "$pid" 2>/dev/null || true; done
    sleep 0.05
  done
  forget_wine_server "$state/wine"
}

# Wine's own processes for this cluster, which stand beside the members.
host_support_pids() {
  [ "$kind" = portable ] || return 0
  local environ pid members_now
  members_now=$(cat "$state"/member-*.pid 2>/dev/null | cut -d' ' -f1)
  while read -r environ; do
    pid=${environ#/proc/}
    pid=${pid%/environ}
    if [ -n "$(birth "$pid")" ] && ! printf '%s\n' "$members_now" | grep -qx "$pid"; then echo "$pid"; fi
  done < <(grep -lszx "WINEPREFIX=$state/wine" /proc/[0-9]*/environ 2>/dev/null)
}

# Runs MongoAdmin, compiled once into the cache where there is a compiler.
admin() {
  local java=java source=$lib/MongoAdmin.java sum classes
  [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
  command -v "$java" >/dev/null || die "needs Java 17 or newer to speak with MongoDB; there is no '$java'"
  sum=$(cksum <"$source")
  classes=$cache/admin-${sum%% *}
  if [ ! -d "$classes" ] && command -v "${java}c" >/dev/null; then
    "${java}c" --release 17 -d "$classes.$$" "$source" || true
    mv -n "$classes.$$" "$classes"
  fi
  if [ -d "$classes" ]; then
    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classes" MongoAdmin "$@"
  fi
  exec "$java" "$source" "$@"
}
