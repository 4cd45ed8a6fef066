# Sourced by the scripts that run or build the relay: which java and which JDK there are.

java_of() { # the java or javac to use, empty when there is none
  if [[ -n ${JAVA_HOME:-} ]]; then
    [[ -x $JAVA_HOME/bin/$1 ]] && printf '%s' "$JAVA_HOME/bin/$1"
  else
    command -v "$1"
  fi || true
}

home_of() { # the folder of the JDK or JRE that a program belongs to
  dirname "$(dirname "$(readlink -f "$1")")"
}

major_of() { # 17 of a JDK 17.0.15; empty when it doesn't say (asking java itself takes longer)
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$(home_of "$1")/release" 2>/dev/null || true
}

update_of() { # 15 of a JDK 17.0.15; empty when it doesn't say
  sed -n 's/^JAVA_VERSION="[0-9]*\.0\.\([0-9]*\).*/\1/p' "$(home_of "$1")/release" 2>/dev/null || true
}

version_of() { # 17.0.15+6-Debian-1deb12u1, or something else that changes with it
  local version
  # A Java that jlink has made has the second only. The longer one sorts first.
  version=$(sed -n 's/^JAVA_\(RUNTIME_\)\{0,1\}VERSION="\(.*\)"/\1\2/p' \
    "$(home_of "$1")/release" 2>/dev/null | sort -r | head -n 1) || true
  version=${version#RUNTIME_}
  printf '%s' "${version:-unknown}" | tr -c 'A-Za-z0-9.+-' _
}

where_java() {
  if [[ -n ${JAVA_HOME:-} ]]; then printf 'in JAVA_HOME (%s)' "$JAVA_HOME"; else printf 'in PATH'; fi
}

jdk17() { # the home of a JDK 17: the one in use, or one where Debian puts it
  local javac
  for javac in "$(java_of javac)" /usr/lib/jvm/java-17-openjdk-*/bin/javac; do
    if [[ -x $javac && $(major_of "$javac") == 17 ]]; then
      home_of "$javac"
      return
    fi
  done
}

require_build_tools() { # sets jdk, or ends with what to install; the script brings its own fail
  jdk=$(jdk17)
  [[ -n $jdk ]] ||
    fail "building needs a JDK 17, and there is none $(where_java). Point JAVA_HOME at one;" \
      "on Debian and Ubuntu: apt-get install openjdk-17-jdk-headless maven"
  command -v mvn >/dev/null ||
    fail "building needs Maven, and there is no mvn in PATH. On Debian and Ubuntu:" \
      "apt-get install maven"
}
