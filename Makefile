# The two commands are `make sandbox` and `make test`; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help sandbox tour crash outage bench flood fleet test fuzz days build images format clean

ARGS ?=
ROUNDS ?= 20
AWAY ?= 60
MVN := ./mvnw
BENCH := bench/target/postroom-bench.jar
MEASURED := imap-server/target/image/quarkus-run.jar
FLEET := bench/fleet/target/postroom-fleet.jar
OFFICE := sandbox/office/target/postroom-sandbox.jar
# As images/build packages what goes into an image.
IMAGE := -Dquarkus.package.jar.type=aot-jar -Dquarkus.package.output-directory=image
SOURCES := $(shell find . -path '*/target' -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print)

help: ## what can be made here
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

sandbox: $(OFFICE) ## an office behind one address is turned away, and seconds later let in; ARGS=--check judges it, ARGS=--help explains
	@. .mvn/jdk.sh && exec "$$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -jar $(OFFICE) $(ARGS)

tour: ## install, office, roll, upgrade, uninstall on the cluster that kubectl reaches; ARGS=--help explains
	@sandbox/cluster/tour $(ARGS)

bench: $(BENCH) $(MEASURED) ## the server beside Debian's Courier and Dovecot, as one table; ARGS=--quick is shorter, ARGS=--help explains
	@. .mvn/jdk.sh && exec "$$JAVA_HOME/bin/java" -Xmx1g -jar $(BENCH) $(ARGS)

flood: $(BENCH) $(MEASURED) ## 2,000 addresses flood the server beside 200 people at work; ARGS="--seconds 30" is shorter
	@. .mvn/jdk.sh && exec "$$JAVA_HOME/bin/java" -Xmx512m -cp $(BENCH) dev.postroom.bench.flood.Flood $(ARGS)

fleet: $(FLEET) ## the operator with 500 ImapServers on the Kubernetes stand-in; ARGS="--servers 50 --idle 20" is shorter
	@. .mvn/jdk.sh && exec "$$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -jar $(FLEET) $(ARGS)

crash: ## kill -9 the server under load, ROUNDS=20 times, and look whether all that it answered is there
	$(MVN) -q -pl imap-server -am verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test=CrashIT -Dfailsafe.failIfNoSpecifiedTests=false -Dpostroom.crash.rounds=$(ROUNDS)

outage: ## the operator without an API server for AWAY=60 seconds: no limit is lost, no pod is replaced
	$(MVN) -q -pl operator -am test -Dtest='dev.postroom.operator.FaultsTest#anApiServerThatIsAway*' \
		-Dsurefire.failIfNoSpecifiedTests=false -Dpostroom.outage.seconds=$(AWAY) -Dpostroom.clock.speed=1

test: ## every test, with the formatter's check
	$(MVN) verify

fuzz: ## every fuzz target for FUZZ_SECONDS (600); what fails one is then a file below imap-server/target/fuzz
	@$(MVN) -q -Pfuzz -DskipTests -pl imap-server -am test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz.classpath >&2
	@imap-server/src/test/fuzz/run $(or $(FUZZ_SECONDS),600) $(ARGS)

days: ## 200 days of mail servers of all sizes, on a clock that jumps; takes some minutes
	$(MVN) -q -pl operator -am test -Dtest=ManyDays -Dsurefire.failIfNoSpecifiedTests=false

build: ## everything but the tests
	$(MVN) -DskipTests package

images: ## container images of operator and server; ARGS=--help explains
	@images/build $(ARGS)

format: ## lay out the sources as the build wants them
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean

$(OFFICE): $(SOURCES)
	@echo "Building Postroom; the first time this also downloads its libraries and takes a few minutes." >&2
	@$(MVN) -q -DskipTests package >&2
	@touch $@

$(FLEET): $(SOURCES)
	@echo "Building the operator and what measures it." >&2
	@$(MVN) -q -DskipTests -pl imap-server,operator,bench/fleet -am package >&2
	@touch $@

# Both by one run: the tests, too, make the first, but not the second.
$(BENCH) $(MEASURED) &: $(SOURCES)
	@echo "Building the server and what measures it." >&2
	@$(MVN) -q -DskipTests $(IMAGE) -pl imap-server,bench -am package >&2
	@touch $(BENCH) $(MEASURED)
