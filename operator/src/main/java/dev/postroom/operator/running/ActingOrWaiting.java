package dev.postroom.operator.running;

import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Ready is whoever acts, and whoever could act if the other did not: else an upgrade would wait for
 * its successor to be ready, and the successor for the Lease. Watches have no part in it: what an
 * API server that is away does to them is no fault of this process, and they come back.
 */
public final class ActingOrWaiting implements HealthCheck {

  private final OperatorLife life;

  public ActingOrWaiting(OperatorLife life) {
    this.life = life;
  }

  @Override
  public HealthCheckResponse call() {
    var phase = life.phase();
    return HealthCheckResponse.named("operator")
        .status(phase != OperatorLife.Phase.STARTING)
        .withData("phase", phase.name().toLowerCase(Locale.ROOT))
        .build();
  }
}
