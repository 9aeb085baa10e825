# shellcheck shell=sh
# Sourced by mvnw and tcp4j: sets JAVA_HOME to a JDK of at least version 25, or says what to
# install and ends the script. Plain POSIX sh, and fit for `set -euf`.

tcp4j_java_wanted=25

# Succeeds when $1 is the home of a JDK (not just a runtime) that is new enough. The file `release`
# is read first, since starting a JVM to ask costs far more.
tcp4j_is_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  tcp4j_version=''
  if [ -r "$1/release" ]; then
    tcp4j_version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$tcp4j_version" ]; then
    tcp4j_version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
  [ -n "$tcp4j_version" ] && [ "$tcp4j_version" -ge "$tcp4j_java_wanted" ]
}

# Prints the home of the java on the PATH, with symbolic links followed.
tcp4j_home_on_path() {
  tcp4j_file=$(command -v javac 2>/dev/null) || return 0
  while [ -L "$tcp4j_file" ]; do
    tcp4j_target=$(readlink "$tcp4j_file")
    case "$tcp4j_target" in
    /*) tcp4j_file=$tcp4j_target ;;
    *) tcp4j_file=$(dirname "$tcp4j_file")/$tcp4j_target ;;
    esac
  done
  (cd "$(dirname "$tcp4j_file")/.." 2>/dev/null && pwd -P) || :
}

# Prints the homes to try, one a line, the ones named on purpose first.
tcp4j_candidates() {
  printf '%s\n' "${JAVA_HOME-}"
  tcp4j_home_on_path
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$tcp4j_java_wanted" 2>/dev/null || :
  fi
  set +f
  for tcp4j_dir in \
    /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /opt/jdk/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* \
    "${HOME-}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    printf '%s\n' "$tcp4j_dir"
  done
  set -f
}

tcp4j_find_jdk() {
  # Read line by line, since homes may have spaces in their names.
  tcp4j_found=$(
    tcp4j_candidates | while IFS= read -r tcp4j_home; do
      if tcp4j_is_jdk "$tcp4j_home"; then
        printf '%s\n' "$tcp4j_home"
        break
      fi
    done
  )
  if [ -z "$tcp4j_found" ]; then
    cat >&2 <<END
tcp4j needs a JDK (with javac) of version $tcp4j_java_wanted or newer, and none was found in JAVA_HOME
(${JAVA_HOME:-not set}), on the PATH, or in the usual places.
Install one, for instance Eclipse Temurin $tcp4j_java_wanted (https://adoptium.net) or your
distribution's openjdk-$tcp4j_java_wanted-jdk, or point JAVA_HOME at the one that you have.
END
    exit 1
  fi
  JAVA_HOME=$tcp4j_found
  export JAVA_HOME
}

# The distribution of Maven is pinned as a zip: where there is no unzip, the JDK unpacks it.
if ! command -v unzip >/dev/null 2>&1; then
  unzip() {
    while [ $# -gt 0 ]; do
      case "$1" in
      -d) tcp4j_to=$2 && shift ;;
      -*) ;;
      *) tcp4j_zip=$1 ;;
      esac
      shift
    done
    (set +f && cd "$tcp4j_to" && "$JAVA_HOME/bin/jar" xf "$tcp4j_zip" && chmod +x ./*/bin/mvn*)
  }
fi

tcp4j_find_jdk

# Maven's own libraries still use what JDK 25 warns about: nothing that its user could change.
MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}"
export MAVEN_OPTS
