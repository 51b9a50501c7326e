package dev.postroom.imap.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * What the kubelet's probes get to know at {@code /q/health/}{@code live}, {@code ready}, {@code
 * started}.
 */
@ApplicationScoped
class HealthChecks {

  /** A process that answers is alive: nothing here is mended by a restart. */
  @Produces
  @Liveness
  @ApplicationScoped
  HealthCheck live() {
    return () -> HealthCheckResponse.up("process");
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck ready(ServerProcess process) {
    return () -> named("accepting connections", process.accepting());
  }

  @Produces
  @Startup
  @ApplicationScoped
  HealthCheck started(ServerProcess process) {
    return () -> named("configuration read, listening", process.started());
  }

  private static HealthCheckResponse named(String name, boolean up) {
    return HealthCheckResponse.named(name).status(up).build();
  }
}
