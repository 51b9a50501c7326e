# Sourced by mvnw and the Makefile: points JAVA_HOME at a JDK of REQUIRED_JDK or newer, or says what to do.
# Looks at JAVA_HOME, then at the javac on the PATH, then at the places where packages and version managers put JDKs.
# Quarkus runs inside Maven's own JVM, so Maven toolchains cannot do this.
REQUIRED_JDK=25

jdk_major() { # HOME: print the feature version of the JDK there, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() ( # print the home of the first that is new enough; in a subshell, because mvnw has globbing off
  set +ef
  on_path=$(readlink -f "$(command -v javac)")
  for home in "${JAVA_HOME-}" "${on_path%/bin/javac}" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    major=$(jdk_major "$home")
    if [ "${major:-0}" -ge "$REQUIRED_JDK" ]; then
      echo "$home"
      exit 0
    fi
  done
  cat >&2 <<MESSAGE
Postroom needs a JDK of version $REQUIRED_JDK or newer, and none was found.
Looked at JAVA_HOME (${JAVA_HOME:-unset}), the javac on the PATH, /usr/lib/jvm, /opt, ~/.sdkman and ~/.jdks.
Install one (for example the package temurin-25-jdk, or "sdk install java 25-tem"), or set JAVA_HOME to it.
MESSAGE
  exit 1
)

JAVA_HOME=$(find_jdk) || exit 1
export JAVA_HOME
