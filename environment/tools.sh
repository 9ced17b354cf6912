# Sourced by environment/lab and environment/test: finds or installs what they need, and builds the library.
# shellcheck shell=bash
# shellcheck disable=SC2034 # what these functions find is used by the scripts

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
target="${WIFOE_TARGET:-$root/target}"
case $target in /*) ;; *) target="$PWD/$target" ;; esac

# Containers of PyTorch name their own in the environment, and the engine would obey; ours brings what it needs. Another
# one is used where it is asked for: WIFOE_PYTORCH is the folder of its libraries, and the version and flavor count then.
unset PYTORCH_PRECXX11 PYTORCH_EXTRA_LIBRARY_PATH PYTORCH_LIBRARY_PATH
if [ -n "${WIFOE_PYTORCH:-}" ]; then export PYTORCH_LIBRARY_PATH="$WIFOE_PYTORCH"; else unset PYTORCH_VERSION PYTORCH_FLAVOR; fi

# In the plain C locale Java cannot name files with other than ASCII letters.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
  C | POSIX) if locale -a 2>/dev/null | grep -qix 'C.utf-\?8'; then export LC_ALL=C.UTF-8; fi ;;
esac

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "environment: $*"
  exit 1
}

# What is built goes to one folder; the checkout itself may belong to somebody else.
need_target() {
  if ! mkdir -p "$target" 2>/dev/null || ! [ -w "$target" ]; then
    fail "$target cannot be written by $(id -un 2>/dev/null || id -u); set WIFOE_TARGET to a folder that can"
  fi
}

# Programs look for a home directory of their own; give them one where the account has none.
use_home() {
  if [ -z "${HOME:-}" ] || ! [ -d "$HOME" ] || ! [ -w "$HOME" ]; then
    need_target
    export HOME="$target/home"
    mkdir -p "$HOME"
  fi
  # Java takes the home directory from the account, not from HOME
  local account=""
  account=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6) || true
  maven_options=()
  if [ -n "$account" ] && [ "$account" != "$HOME" ]; then
    maven_options=("-Dmaven.repo.local=$HOME/.m2/repository")
    export DJL_CACHE_DIR="${DJL_CACHE_DIR:-$HOME/.djl.ai}"
  fi
}

# --- Java -----------------------------------------------------------------------------------------------------------

# The feature version of a Java home, 0 unless it holds a compiler and jshell.
java_version() {
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -x "$1/bin/jshell" ]; then
    "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p'
  else
    echo 0
  fi
}

java_homes() {
  if [ -n "${JAVA_HOME:-}" ]; then echo "$JAVA_HOME"; fi
  local java
  if java=$(command -v javac); then dirname "$(dirname "$(readlink -f "$java" 2>/dev/null || echo "$java")")"; fi
  if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -v 17+ 2>/dev/null || true; fi
  ls -d /usr/lib/jvm/* 2>/dev/null || true
}

find_java() {
  local home version
  while IFS= read -r home; do
    version=$(java_version "$home")
    if [ "${version%%.*}" -ge 17 ] 2>/dev/null; then
      export JAVA_HOME="$home"
      java_feature=$version
      return 0
    fi
  done < <(java_homes)
  return 1
}

# --- Jupyter --------------------------------------------------------------------------------------------------------

# Every jupyter on the path, then the system's: the first may be a shim without Jupyter behind it.
jupyters() {
  type -aP jupyter 2>/dev/null || true
  echo /usr/bin/jupyter
}

# Sets jupyter to the first one that has a subcommand.
find_jupyter() {
  local each
  while IFS= read -r each; do
    if "$each" "$1" --version >/dev/null 2>&1; then
      jupyter=$each
      return 0
    fi
  done < <(jupyters)
  return 1
}

# Fonts, and the library by which a JDK of Debian's draws them, which its packages from Debian 13 on only recommend.
has_fonts() {
  [ "$(uname)" = Darwin ] && return 0
  command -v fc-list >/dev/null && [ -n "$(fc-list 2>/dev/null)" ] || return 1
  [ -z "$(ldd "${JAVA_HOME:-}/lib/libfontmanager.so" 2>/dev/null | grep 'libharfbuzz.*not found')" ]
}

# --- Installing -----------------------------------------------------------------------------------------------------

# The first of several package names that apt knows.
first_package() {
  local each
  for each in "$@"; do
    if apt-cache policy "$each" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
      echo "$each"
      return
    fi
  done
  echo "$1"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
  say "Installing with apt: $*"
  need_target
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    -o DPkg::Lock::Timeout=300 --no-install-recommends "$@" \
    </dev/null >"$target/apt.log" 2>&1 || { tail -n 5 "$target/apt.log" >&2; return 1; }
}

# can_install: apt, and the right to use it; sudo may ask for a password only where somebody can answer
can_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" = 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || [ -t 0 ]
}

# Sets missing to what is not there of java, maven and the named: fonts, run (nbconvert), open (a web page).
look_for() {
  local each
  missing=""
  find_java || missing+=" java"
  command -v mvn >/dev/null || missing+=" maven"
  for each in "$@"; do
    case $each in
      fonts) has_fonts || missing+=" fonts" ;;
      run) find_jupyter nbconvert || missing+=" nbconvert" ;;
      open) find_jupyter lab || find_jupyter notebook || missing+=" notebook" ;;
    esac
  done
}

# Installs what look_for misses, or says how to get it and ends.
require_tools() {
  local each packages=()
  look_for "$@"
  if [ -n "$missing" ] && can_install; then
    as_root apt-get -o DPkg::Lock::Timeout=300 update -qq </dev/null >&2 || say "apt-get update failed; trying with the package lists as they are"
    for each in $missing; do
      case $each in
        java)
          packages+=("$(first_package openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless)")
          packages+=(libharfbuzz0b)
          ;;
        maven) packages+=(maven) ;;
        fonts) packages+=(fontconfig fonts-dejavu-core libharfbuzz0b) ;;
        nbconvert) packages+=(jupyter-nbconvert) ;;
        notebook) packages+=("$(first_package jupyter-notebook notebook)") ;;
      esac
    done
    apt_install "${packages[@]}" || say "apt could not install: ${packages[*]}"
    look_for "$@"
  fi
  if [ -n "$missing" ]; then
    say "These are missing, and this script cannot install them here (it needs apt-get, and root or sudo):"
    for each in $missing; do
      case $each in
        java) say "  a JDK, 17 or newer, with jshell   apt install openjdk-17-jdk-headless | brew install openjdk@17" ;;
        maven) say "  Apache Maven, 3.8 or newer         apt install maven | brew install maven" ;;
        fonts) say "  fonts, for charts                  apt install fontconfig fonts-dejavu-core libharfbuzz0b" ;;
        nbconvert) say "  nbconvert, to run notebooks        apt install jupyter-nbconvert | pip install nbconvert" ;;
        notebook) say "  Jupyter, to open notebooks         apt install jupyter-notebook | pip install jupyterlab" ;;
      esac
    done
    fail "install them, or all at once: conda env create -f environment/environment.yml && conda activate wifoe"
  fi
}

# --- Building -------------------------------------------------------------------------------------------------------

built="$target/.built"

maven() {
  (cd "$root" && mvn -B -ntp -Dstyle.color=never -Dwifoe.target="$target" \
    ${maven_options[@]+"${maven_options[@]}"} "$@" </dev/null)
}

# Remembers that target/classes and target/lib are those of the sources as they are now.
mark_built() { mv "$built.started" "$built"; }

begin_build() {
  need_target
  # a jar of an older version would stay on the class path
  if [ "$root/pom.xml" -nt "$built" ]; then rm -rf "${target:?}/lib" "${target:?}/spark"; fi
  touch "$built.started"
}

profiles=()

# Work on a cluster: the library with Spark, whose jars lie where Spark looks for those of its own installation.
use_spark() {
  profiles=(-Pspark)
  export SPARK_HOME="$target/spark" SPARK_SCALA_VERSION=2.13
  local package
  for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
    java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
    options+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
}

is_built() {
  [ -e "$built" ] && [ -d "$target/lib" ] && [ -d "$target/classes" ] \
    && [ -z "$(find "$root/pom.xml" "$root/src/main" -newer "$built" -print | head -n 1)" ] || return 1
  [ "${#profiles[@]}" = 0 ] || {
    [ -d "$target/spark/jars" ] && [ -e "$target/classes/io/wifoe/cluster/SparkCluster.class" ]
  }
}

# alone COMMAND...: what builds in the same target waits for one another, where there is flock (macOS has none)
alone() {
  need_target
  (
    if command -v flock >/dev/null; then flock 9; fi
    "$@"
  ) 9>"$target/.building"
}

build_unless_built() {
  if is_built; then return; fi
  say "Building the library (the first time Maven fetches its dependencies)"
  begin_build
  maven -q ${profiles[@]+"${profiles[@]}"} -DskipTests package >"$target/build.log" 2>&1 || {
    cat "$target/build.log" >&2
    fail "the build failed; Maven's lines above say why"
  }
  mark_built
}

build() {
  if is_built; then return; fi
  alone build_unless_built
}
