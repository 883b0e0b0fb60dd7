# Members that run in a container, all in one: so their addresses are the same inside and outside. Sourced by dev/mongodb.
# shellcheck shell=bash disable=SC2030,SC2031,SC2034,SC2154

image=docker.io/library/mongo:7.0

container_engine() {
  local engine
  for engine in docker podman; do
    if command -v "$engine" >/dev/null && "$engine" ps -q >/dev/null 2>&1; then echo "$engine" && return; fi
  done
  return 1
}

# The locks stay here: an engine may leave a process behind that watches the container.
engine() { "$(container_engine)" "$@" 8>&- 9>&-; }

in_container() { engine exec "$container" "$@"; }

container_prepare() {
  local i
  local -a options=(--init --name "$container")
  fetch_image
  for ((i = 0; i < members; i++)); do
    options+=(-p "127.0.0.1:$(port_of "$i"):$(port_of "$i")")
  done
  if [ "$keep" = true ]; then
    options+=(-v "$data:/data/leat" --user "$(id -u):$(id -g)")
    [ "$(container_engine)" = docker ] || options+=(--userns keep-id)
  fi
  engine run -d "${options[@]}" --entrypoint sleep "$image" infinity >/dev/null
  [ "$auth" = false ] || container_copy_key
}

fetch_image() {
  if engine image inspect "$image" >/dev/null 2>&1; then return; fi
  say "fetching the container image $image"
  engine pull "$image" >&2
}

container_copy_key() {
  [ "$keep" = true ] || engine exec -i "$container" sh -c 'umask 077; mkdir -p /data/leat; cat >/data/leat/keyfile' <"$data/keyfile"
}

container_start_member() {
  local port folder=/data/leat/member-$1
  port=$(port_of "$1")
  local -a options=(--dbpath "$folder" --port "$port" --bind_ip_all --wiredTigerCacheSizeGB "$cache_gb" --nounixsocket
    --pidfilepath "$folder/pid" --logpath "$folder/log" --logappend --setParameter diagnosticDataCollectionEnabled=false)
  [ "$standalone" = true ] || options+=(--replSet rs0 --oplogSize "$oplog_mb")
  # The oplog keeps what was written since the last checkpoint: a small one is to forget sooner than in a minute.
  [ "$oplog_mb" -ge 990 ] || options+=(--syncdelay 1)
  if [ "$auth" = true ]; then
    if [ "$standalone" = true ]; then options+=(--auth); else options+=(--keyFile /data/leat/keyfile); fi
  fi
  in_container mkdir -p "$folder"
  engine exec -d "$container" mongod "${options[@]}"
}

# The process id on this machine, where the engine shares its processes with it.
container_member_pid() {
  engine top "$container" -eo pid,args 2>/dev/null | awk -v port="$(port_of "$1")" '
    $2 ~ /mongod$/ { for (i = 3; i < NF; i++) if ($i == "--port" && $(i + 1) == port) print $1 }'
}

container_kill_member() {
  # shellcheck disable=SC2016
  in_container sh -c 'kill -KILL "$(cat "$1")"' sh "/data/leat/member-$1/pid" || die "member $1 could not be killed"
}

container_support_pids() { :; }

container_admin() {
  local command=$1 host
  shift
  case $command in
    await)
      for host in "$@"; do
        container_await "$host" 'h.isWritablePrimary || h.secondary' || return 1
      done
      ;;
    primary)
      container_admin await "$@" || return 1
      container_await "$1" 'h.primary'
      ;;
    initiate)
      local set=$1 millis=$2 i=0 list=''
      shift 2
      for host in "$@"; do
        container_await "$host" 'h.ok' || return 1
        list="$list{_id: $i, host: '$host'},"
        i=$((i + 1))
      done
      mongosh "$1" "rs.initiate({_id: '$set', members: [$list], settings: {electionTimeoutMillis: $millis,
        heartbeatIntervalMillis: Math.max(500, $millis / 4)}})" || return 1
      container_admin primary "$@"
      ;;
    user)
      # Only on the primary, and only from inside, may a first user be made without a login.
      LEAT_PASSWORD=$(cat)
      export LEAT_PASSWORD
      local user=$1
      shift
      for host in "$@"; do
        mongosh "$host" "if (db.hello().isWritablePrimary) db.getSiblingDB('admin').createUser(
          {user: '$user', pwd: process.env.LEAT_PASSWORD, roles: [{role: 'root', db: 'admin'}]})" || return 1
      done
      ;;
  esac
}

mongosh() {
  interruptible engine exec -e LEAT_PASSWORD "$container" mongosh --quiet --port "${1##*:}" --eval "$2" >/dev/null
}

# Waits until $2 holds for the answer h of member $1.
container_await() {
  local tries=60
  until mongosh "$1" "const h = db.hello(); quit($2 ? 0 : 1)" 2>/dev/null; do
    if [ $((tries -= 1)) -eq 0 ]; then
      say "gave up waiting for $1"
      return 1
    fi
    sleep 0.5
  done
}

container_stop() { engine rm -f -v "$container" >/dev/null 2>&1 || true; }
