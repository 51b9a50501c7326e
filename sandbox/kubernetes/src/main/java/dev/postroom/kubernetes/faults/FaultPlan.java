package dev.postroom.kubernetes.faults;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Which requests meet which fault; asked once for each request, by several threads. */
@FunctionalInterface
public interface FaultPlan {

  /** Nothing goes wrong. */
  FaultPlan NONE = _ -> Optional.empty();

  /** The fault that a request meets, if it meets one. */
  Optional<Fault> of(Asked request);

  /** Nobody is answered. */
  static FaultPlan away() {
    return always(new Fault.Silence());
  }

  /** Every request meets the fault. */
  static FaultPlan always(Fault fault) {
    return _ -> Optional.of(fault);
  }

  /** Every n-th write meets the fault. */
  static FaultPlan everyNthWrite(int n, Fault fault) {
    var writes = new AtomicInteger();
    return request ->
        request.isWrite() && writes.incrementAndGet() % n == 0
            ? Optional.of(fault)
            : Optional.empty();
  }

  /** After so many writes nobody is answered any more, as if whoever writes had died then. */
  static FaultPlan awayAfterWrites(int n) {
    var writes = new AtomicInteger();
    return request -> {
      int before = request.isWrite() ? writes.getAndIncrement() : writes.get();
      return before < n ? Optional.empty() : Optional.of(new Fault.Silence());
    };
  }

  /** The first requests meet the fault, then no more. */
  static FaultPlan first(int requests, Fault fault) {
    var seen = new AtomicInteger();
    return _ -> seen.getAndIncrement() < requests ? Optional.of(fault) : Optional.empty();
  }

  /** Only some requests meet this plan's faults; the others are not counted either. */
  default FaultPlan when(Predicate<Asked> some) {
    return request -> some.test(request) ? of(request) : Optional.empty();
  }
}
