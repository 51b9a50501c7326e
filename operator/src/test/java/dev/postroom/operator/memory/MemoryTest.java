package dev.postroom.operator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T08:00:00Z"));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** Else the last one of a cluster would have people called for ever. */
  @Test
  void aServerThatIsGoneIsCountedNoMoreThoughNobodyAsksForAnother() {
    var memory = new Memory(registry, now::get);
    memory.of(Servers.server("{}"), now.get());
    assertThat(servers()).isEqualTo(1);

    now.set(now.get().plus(Memory.SEEN));

    assertThat(servers()).isZero();
  }

  @Test
  void aServerThatIsLookedAfterStaysTheSameAndOneThatIsNotIsForgottenWhenAnotherComes() {
    var memory = new Memory(registry, now::get);
    var first = memory.of(server("first"), now.get());
    var second = memory.of(server("second"), now.get());
    now.set(now.get().plus(Memory.KEPT));
    assertThat(memory.of(server("second"), now.get())).isSameAs(second);

    memory.of(server("third"), now.get());

    assertThat(memory.of(server("second"), now.get())).isSameAs(second);
    assertThat(memory.of(server("first"), now.get())).isNotSameAs(first);
  }

  private static ImapServer server(String uid) {
    var server = Servers.server("{}");
    server.getMetadata().setUid(uid);
    return server;
  }

  private double servers() {
    return registry.get("postroom.servers").gauge().value();
  }
}
