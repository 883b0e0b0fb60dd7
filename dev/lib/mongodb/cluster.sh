# The life of one cluster and what is remembered of it. Sourced by dev/mongodb.
# shellcheck shell=bash disable=SC2030,SC2031,SC2034,SC2154
#
# $state, one folder a cluster, gone after stop:
#   cluster   KEY=VALUE lines, written before the first process starts, so that stop can always undo
#   ready     exists once start has come to its end
#   owners    processes whose end ends the cluster; watchdog: the process that looks after that
#   member-N.pid, member-N.log, wine/, data/

remembered='kind members standalone auth oplog_mb cache_gb election_ms ports data keep'

save_cluster() {
  local key
  for key in $remembered; do
    printf '%s=%s\n' "$key" "${!key}"
  done >"$state/cluster"
}

# Reads what is remembered of the cluster; fails where there is none.
load_cluster() {
  local key value
  container=leat-mongodb-$(id -u)-$name
  [ -f "$state/cluster" ] || return 1
  [ -O "$state" ] || die "$state belongs to another user"
  while IFS='=' read -r key value; do
    case " $remembered " in *" $key "*) printf -v "$key" '%s' "$value" ;; esac
  done <"$state/cluster"
  flavour=host
  [ "$kind" != container ] || flavour=container
}

port_of() { echo "$ports" | cut -d, -f$(($1 + 1)); }

hosts() { echo "$ports" | tr , '\n' | sed 's/^/127.0.0.1:/'; }

running() {
  local i
  for ((i = 0; i < members; i++)); do
    if [ -n "$("${flavour}_member_pid" "$i")" ]; then return 0; fi
  done
  return 1
}

uri() {
  local login='' query=''
  [ "$standalone" = true ] || query=replicaSet=rs0
  if [ "$auth" = true ]; then
    login=root:$(cat "$data/password")@
    query=${query:+$query&}authSource=admin
  fi
  printf 'mongodb://%s%s/%s\n' "$login" "$(hosts | paste -s -d, -)" "${query:+?$query}"
}

describe() {
  local i pids='' pid
  for ((i = 0; i < members; i++)); do
    pid=$("${flavour}_member_pid" "$i")
    pids=${pids:+$pids,}${pid:-0}
  done
  if [ "$output" = plain ]; then
    uri
  else
    printf 'name=%s\nkind=%s\nuri=%s\nports=%s\npids=%s\nsupport-pids=%s\ndata=%s\nlogs=%s\n' "$name" "$kind" "$(uri)" "$ports" "$pids" \
      "$("${flavour}_support_pids" | paste -s -d, -)" "$data" "$state"
  fi
}

describe_given() {
  if [ "$output" = plain ]; then
    printf '%s\n' "$LEAT_MONGODB_URI"
  else
    printf 'name=\nkind=given\nuri=%s\nports=\npids=\nsupport-pids=\ndata=\nlogs=\n' "$LEAT_MONGODB_URI"
  fi
}

given() { [ -n "${LEAT_MONGODB_URI:-}" ] && [ "$own" = false ]; }

verb_start() {
  if given; then
    admin_ping || die "LEAT_MONGODB_URI is set, but nothing answers there; start that server or unset the variable"
    describe_given
    return
  fi
  [ -z "$owner" ] || [ -n "$(birth "$owner")" ] || die "there is no process $owner to own the cluster"
  lock_cluster
  if (load_cluster && [ -f "$state/ready" ] && running); then
    local wanted=$members
    load_cluster
    [ "$members" = "$wanted" ] || die "cluster '$name' runs already, with $members members, not $wanted; stop it or give another --name"
    add_owner
    describe
    return
  fi
  if (load_cluster); then (load_cluster && stop_cluster); else rm -rf "$state"; fi
  started=no
  trap 'finish_start' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  start_cluster
  started=yes
}

finish_start() {
  local code=$?
  if [ -n "${waited_for:-}" ]; then
    kill -KILL "$waited_for" 2>/dev/null || true
    wait "$waited_for" 2>/dev/null || true
  fi
  [ "$started" = yes ] || ! load_cluster || stop_cluster
  exit $code
}

admin_ping() { (admin ping 10); }

start_cluster() {
  local began=$SECONDS i
  choose_kind
  mkdir -m 700 "$state" || die "cannot make the folder $state; delete it if nothing runs from it"
  keep=false
  data=$state/data
  if [ -n "$dir" ]; then
    keep=true
    mkdir -p "$dir"
    data=$(cd "$dir" && pwd)
  fi
  mkdir -p "$data"
  choose_ports
  save_cluster
  load_cluster
  [ -z "$owner" ] || add_owner
  if [ "$auth" = true ] && [ ! -f "$data/password" ]; then make_secrets; fi
  "${flavour}_prepare"
  for ((i = 0; i < members; i++)); do
    "${flavour}_start_member" "$i"
  done
  make_ready || die "the cluster did not come up: $(last_words)"
  touch "$state/ready"
  say "$members member(s), $kind, up after $((SECONDS - began)) s"
  describe
}

make_ready() {
  local -a all=()
  read -r -d '' -a all < <(hosts; printf '\0') || true
  if [ "$standalone" = true ]; then
    "${flavour}_admin" await "${all[@]}" || return 1
  elif [ -f "$data/initiated" ]; then
    "${flavour}_admin" primary "${all[@]}" || return 1
  else
    "${flavour}_admin" initiate rs0 "$election_ms" "${all[@]}" || return 1
  fi
  [ ! -f "$data/initiated" ] || return 0
  if [ "$auth" = true ]; then "${flavour}_admin" user root "${all[@]}" <"$data/password" || return 1; fi
  touch "$data/initiated"
}

# A replica set remembers its addresses, so data that was kept comes with its ports.
choose_ports() {
  local first count
  if [ -f "$data/ports" ]; then
    ports=$(cat "$data/ports")
    count=$(echo "$ports" | tr , '\n' | wc -l)
    [ "$count" -eq "$members" ] || die "the data in $data is of a cluster with --members $((count))"
    [ -z "$port" ] || [ "$port" = "${ports%%,*}" ] || die "the data in $data is of a cluster with --port ${ports%%,*}"
    free_ports "${ports%%,*}" || die "a port of $ports, which the data in $data is bound to, is taken"
    return
  fi
  if [ -n "$port" ]; then
    first=$port
    free_ports "$first" || die "a port from $first to $((first + members - 1)) is taken"
  else
    first=$((21000 + RANDOM % 10000))
    until free_ports "$first"; do first=$((21000 + RANDOM % 10000)); done
  fi
  ports=$(seq -s, "$first" $((first + members - 1)))
  ports=${ports%,}
  echo "$ports" >"$data/ports"
}

# True when $members ports from $1 are neither bound nor promised to a cluster of ours that has a member down.
free_ports() {
  local candidate
  for ((candidate = $1; candidate < $1 + members; candidate++)); do
    if grep -hs '^ports=' "$state_prefix"*/cluster | tr ',=' '\n' | grep -qx "$candidate"; then return 1; fi
    if (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; then return 1; fi
  done
}

make_secrets() (
  umask 077
  head -c 500 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | head -c 24 >"$data/password" || true
  head -c 3000 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | head -c 500 >"$data/keyfile" || true
)

last_words() {
  local i
  for ((i = 0; i < members; i++)); do
    [ -f "$state/member-$i.log" ] || continue
    printf '\n-- end of the log of member %s\n' "$i"
    tail -n 3 "$state/member-$i.log" | cut -c1-400
  done
}

# Records --owner-pid; without one the cluster from now on belongs to nobody and stays.
add_owner() {
  if [ -z "$owner" ]; then
    end_remembered "$state/watchdog" KILL 5 || true
    rm -f "$state/watchdog"
    return
  fi
  if [ -f "$state/ready" ] && [ ! -f "$state/watchdog" ]; then return; fi
  remember_pid "$state/owner.new" "$owner"
  cat "$state/owner.new" >>"$state/owners"
  rm -f "$state/owner.new"
  [ -z "$(remembered_pid "$state/watchdog")" ] || return 0
  launch /dev/null "$self" watch --name "$name"
  remember_pid "$state/watchdog" "$launched"
}

an_owner_lives() {
  local pid began
  while read -r pid began; do
    [ "$(birth "$pid")" != "$began" ] || return 0
  done <"$state/owners"
  return 1
}

verb_watch() {
  while [ -f "$state/owners" ]; do
    if ! an_owner_lives; then
      lock_cluster
      if [ "$(cut -d' ' -f1 "$state/watchdog" 2>/dev/null)" != $$ ]; then return; fi
      if ! an_owner_lives && load_cluster; then stop_cluster; fi
      return
    fi
    sleep 1
  done
}

stop_cluster() {
  local watchdog
  watchdog=$(remembered_pid "$state/watchdog")
  if [ -n "$watchdog" ] && [ "$watchdog" != $$ ]; then end_remembered "$state/watchdog" KILL 5 || true; fi
  "${flavour}_stop"
  rm -rf "$state"
}

verb_stop() {
  if [ "$all" = true ]; then
    local folder
    for folder in "$state_prefix"*/; do
      [ ! -f "$folder/cluster" ] || "$self" stop --own --name "$(basename "${folder#"$state_prefix"}")"
    done
    return
  fi
  if given; then
    say "LEAT_MONGODB_URI is set: that server is left alone"
    own=true
  fi
  lock_cluster
  if load_cluster; then
    stop_cluster
    say "cluster '$name' stopped"
  fi
}

verb_status() {
  if given; then
    admin_ping || exit 3
    describe_given
    return
  fi
  if ! load_cluster || ! running; then
    [ "$output" = properties ] || echo "cluster '$name' does not run"
    exit 3
  fi
  if [ "$output" = properties ]; then
    describe
    return
  fi
  local i pid
  echo "cluster '$name', $kind, $(uri | sed 's,//root:.*@,//root:***@,')"
  for ((i = 0; i < members; i++)); do
    pid=$("${flavour}_member_pid" "$i")
    echo "  member $i: port $(port_of "$i"), ${pid:+process $pid}${pid:-down}" | sed 's/\(process \([0-9]*\)\)\2$/\1/'
  done
}

verb_uri() {
  output=plain
  if given; then
    describe_given
  elif load_cluster && running; then
    uri
  else
    say "cluster '$name' does not run"
    exit 3
  fi
}

load_member() {
  lock_cluster
  load_cluster || die "cluster '$name' does not run"
  [ "$member" -lt "$members" ] || die "cluster '$name' has members 0 to $((members - 1)), no $member"
}

verb_kill() {
  load_member
  "${flavour}_kill_member" "$member"
}

verb_restart() {
  load_member
  if [ -n "$("${flavour}_member_pid" "$member")" ]; then
    say "member $member runs already"
    return
  fi
  "${flavour}_start_member" "$member"
  "${flavour}_admin" await "127.0.0.1:$(port_of "$member")" || die "member $member did not come back: $(last_words)"
}

verb_install() {
  if given; then
    say "nothing to fetch: LEAT_MONGODB_URI is set"
    return
  fi
  choose_kind
  [ "$kind" != container ] || fetch_image
  say "ready to start: $kind"
}
