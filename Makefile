# The two commands are `make sandbox` and `make test`; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help sandbox test build format clean

ARGS ?=
MVN := ./mvnw
OFFICE := sandbox/office/target/postroom-sandbox.jar
SOURCES := $(shell find . -path '*/target' -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print)

help: ## what can be made here
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

sandbox: $(OFFICE) ## an office behind one address is turned away, and seconds later let in; ARGS=--check judges it, ARGS=--help explains
	@. .mvn/jdk.sh && exec "$$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -jar $(OFFICE) $(ARGS)

test: ## every test, with the formatter's check
	$(MVN) verify

build: ## everything but the tests
	$(MVN) -DskipTests package

format: ## lay out the sources as the build wants them
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean

$(OFFICE): $(SOURCES)
	@echo "Building Postroom; the first time this also downloads its libraries and takes a few minutes." >&2
	@$(MVN) -q -DskipTests package >&2
	@touch $@
