# Shared by the launchers: finds a JDK, builds a runnable module when its sources changed, runs its main class.
# Sourced by bash (3.2 and later); expects $leat_root to be the top of the repository.

# The oldest JDK that runs Leat: <java.release> in pom.xml.
leat_java_minimum=21

leat_say() { printf '%s\n' "leat: $*" >&2; }
leat_fail() {
    leat_say "$*"
    exit 1
}

# Feature release of the JDK at $1 (21, 25, ...); nothing when there is no JDK.
leat_jdk_release() {
    local home=$1 line version=""
    [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || return 0
    if [ -r "$home/release" ]; then
        while IFS= read -r line || [ -n "$line" ]; do
            case $line in JAVA_VERSION=*) version=${line#*\"} ;; esac
        done <"$home/release"
    fi
    [ -n "$version" ] || version=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac //p')
    version=${version%%[!0-9]*}
    printf '%s' "$version"
}

# Places where installers put JDKs, one a line; those that do not exist are sorted out by the caller.
leat_jdk_candidates() {
    local dir
    for dir in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/*/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
        "$HOME"/.local/share/mise/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -x "$dir/bin/javac" ] && printf '%s\n' "$dir"
    done
    if [ -x /usr/libexec/java_home ]; then
        /usr/libexec/java_home -v "$leat_java_minimum+" 2>/dev/null || true
    fi
    if dir=$(command -v javac 2>/dev/null); then
        while [ -L "$dir" ]; do
            local target
            target=$(readlink "$dir")
            case $target in /*) dir=$target ;; *) dir=$(dirname "$dir")/$target ;; esac
        done
        (cd "$(dirname "$dir")/.." && pwd -P)
    fi
}

# Sets leat_jdk and leat_jdk_major: $JAVA_HOME when it is new enough, else the newest JDK found.
leat_find_jdk() {
    local home release found=""
    leat_jdk=""
    leat_jdk_major=0
    if [ -n "${JAVA_HOME:-}" ]; then
        release=$(leat_jdk_release "$JAVA_HOME")
        if [ "${release:-0}" -ge "$leat_java_minimum" ]; then
            leat_jdk=$JAVA_HOME
            leat_jdk_major=$release
            return 0
        fi
    fi
    while IFS= read -r home; do
        release=$(leat_jdk_release "$home")
        [ -n "$release" ] || continue
        found="$found $release ($home)"
        if [ "$release" -gt "$leat_jdk_major" ]; then
            leat_jdk=$home
            leat_jdk_major=$release
        fi
    done <<CANDIDATES
$(leat_jdk_candidates)
CANDIDATES
    [ "$leat_jdk_major" -ge "$leat_java_minimum" ] || leat_fail "no JDK $leat_java_minimum or newer found, only:${found:- none}.
Install one, for example Temurin 25 (package temurin-25-jdk, https://adoptium.net/installation), or set JAVA_HOME to a JDK that is installed elsewhere."
}

# Takes the lock of this clone, on file descriptor 9, until leat_unlock: builds of two launchers would write the same
# files. The lock is on the folder itself, so nothing is left behind. Where there is no flock, as on macOS, there is no lock.
leat_lock() {
    command -v flock >/dev/null 2>&1 || return 0
    exec 9<"$leat_root"
    flock -n 9 || {
        leat_say "waiting for the build of another launcher in this clone"
        flock 9
    }
}

# Also for what this shell is replaced by: a descriptor that stays open holds the lock.
leat_unlock() {
    exec 9<&-
}

# Builds module $1 and the modules it stands on when anything they are made of is newer than the last build. Those
# outside of leat-* are named by $leat_stands_on, divided by blanks.
leat_build() {
    local module=$1 target=$leat_root/$1/target source changed="" started=$SECONDS
    local stamp=$target/built.stamp log=$target/build.log
    if [ -e "$stamp" ] && [ -d "$target/lib" ]; then
        # Directories count too: a deleted file shows in the time of its directory.
        changed=$(
            cd "$leat_root"
            set -- pom.xml .mvn
            # Split on purpose: several folders in one variable.
            # shellcheck disable=SC2086
            for source in leat-*/ ${leat_stands_on:+$(printf '%s/ ' $leat_stands_on)} "$module/"; do
                set -- "$@" "${source}pom.xml" "${source}src/main"
            done
            # A module without code has no src/main, which find complains about.
            { find "$@" -newer "$stamp" 2>/dev/null || true; } | sed -n 1p
        )
        [ -n "$changed" ] || return 0
        leat_say "building again, because $changed changed (log: $module/target/build.log)"
    else
        leat_say "building (a first time downloads Maven and the libraries; log: $module/target/build.log)"
    fi
    mkdir -p "$target"
    rm -rf "$target/lib" "$stamp"
    # Stamped with the start, so that a source saved during the build counts as changed.
    : >"$stamp.new"
    # Maven runs on any Java from 17; its toolchain then finds the JDK that was found here by this variable.
    local -a environment=("JAVA${leat_jdk_major}_HOME=$leat_jdk")
    command -v java >/dev/null 2>&1 || environment+=("JAVA_HOME=$leat_jdk")
    if ! (cd "$leat_root" && env "${environment[@]}" ./mvnw -B -pl "$module" -am -Dmaven.test.skip=true package) \
        >"$log" 2>&1 </dev/null; then
        grep -E '^\[(ERROR|WARNING)\]|^Error|rror:' "$log" | head -n 40 >&2 || tail -n 40 "$log" >&2
        leat_fail "the build failed; the whole log is $log"
    fi
    mv "$stamp.new" "$stamp"
    leat_say "built in $((SECONDS - started)) s"
}

# Replaces this shell by main class $2 of module $1, so that signals reach Java; the rest are its arguments.
leat_run() {
    local module=$1 main=$2 target=$leat_root/$1/target
    shift 2
    leat_find_jdk
    # What another launcher builds is not looked at before it is whole, so the lock is taken for the look too.
    leat_lock
    leat_build "$module"
    leat_unlock
    local -a options=(-Dleat.home="$leat_root" --enable-native-access=ALL-UNNAMED)
    # Split on purpose: several options in one variable.
    # shellcheck disable=SC2206
    options+=(${LEAT_JAVA_OPTS:-})
    exec "$leat_jdk/bin/java" "${options[@]}" -cp "$target/classes:$target/lib/*" "$main" "$@"
}
