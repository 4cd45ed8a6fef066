# Sourced by the scripts that run or build the relay: which java and which JDK there are.

# Where Debian and Temurin put those that need not be in PATH.
jvms=/usr/lib/jvm

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

java17() { # the java to run with: the one in use, or one of $jvms that is 17 or else newer; where
  # there is none, the one in use even if it is too old; empty when there is none at all
  local used java major
  used=$(java_of java)
  for java in "$used" "$jvms"/java-17-openjdk-*/bin/java "$jvms"/*/bin/java; do
    [[ -x $java ]] || continue
    major=$(major_of "$java")
    # The one in use is believed to be new enough where it doesn't say.
    if [[ $major -ge 17 || ($java == "$used" && -z $major) ]]; then
      printf '%s' "$java"
      return
    fi
  done
  printf '%s' "$used"
}

jdk17() { # the home of a JDK 17: the one in use, or one where Debian puts it
  local javac
  for javac in "$(java_of javac)" "$jvms"/java-17-openjdk-*/bin/javac; do
    if [[ -x $javac && $(major_of "$javac") == 17 ]]; then
      home_of "$javac"
      return
    fi
  done
}

require_build_tools() { # sets jdk, or ends with what to install; the script brings its own fail
  jdk=$(jdk17)
  [[ -n $jdk ]] ||
    fail "building needs a JDK 17, and there is none $(where_java) or $jvms. Point JAVA_HOME at one;" \
      "on Debian and Ubuntu: apt-get install openjdk-17-jdk-headless maven"
  command -v mvn >/dev/null ||
    fail "building needs Maven, and there is no mvn in PATH. On Debian and Ubuntu:" \
      "apt-get install maven"
}
