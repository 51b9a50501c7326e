package dev.postroom.operator;

import dev.postroom.kubernetes.upstream.UpstreamBinaries;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Runs where the binaries of a real API server are, and is skipped elsewhere. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
    named = UpstreamBinaries.VARIABLE,
    matches = ".+",
    disabledReason = UpstreamBinaries.MISSING)
@interface OnKubeApiServer {}
