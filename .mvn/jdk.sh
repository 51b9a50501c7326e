# Sourced by mvnw and the Makefile: points JAVA_HOME at a JDK of REQUIRED_JDK or newer, or says what to do.
# Looks at JAVA_HOME, then at the java on the PATH, then at the places where packages and version managers put JDKs.
# Quarkus runs inside Maven's own JVM, so Maven toolchains cannot do this.
REQUIRED_JDK=25

jdk_major() { # HOME: print the feature version of the JDK there, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_is_new_enough() { # HOME
  jdk_found=$(jdk_major "$1") && [ -n "$jdk_found" ] && [ "$jdk_found" -ge "$REQUIRED_JDK" ]
}

find_jdk() {
  jdk_on_path=$(command -v javac 2>/dev/null) && jdk_on_path=$(readlink -f "$jdk_on_path" 2>/dev/null) &&
    jdk_on_path=${jdk_on_path%/bin/javac}
  set +f
  for jdk_home in "${JAVA_HOME-}" "$jdk_on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk_home" ] && jdk_is_new_enough "$jdk_home"; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      set -f
      return 0
    fi
  done
  set -f
  cat >&2 <<MESSAGE
Postroom needs a JDK of version $REQUIRED_JDK or newer to build, and none was found.
Looked at JAVA_HOME (${JAVA_HOME:-unset}), the javac on the PATH, /usr/lib/jvm, /opt, ~/.sdkman and ~/.jdks.
Install one (for example the package temurin-25-jdk, or "sdk install java 25-tem"), or set JAVA_HOME to it.
MESSAGE
  return 1
}

find_jdk || exit 1
