package dev.millrace.engine.exec;

import dev.millrace.engine.memory.Reservation;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.SourceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The side inputs of a phase, loaded and reserved once; then read by all workers.
final class SideInputs implements AutoCloseable {
  private final Map<SideInput<?>, Object> loaded = new HashMap<>();
  private final Reservation reservation;

  private SideInputs(Reservation reservation) {
    this.reservation = reservation;
  }

  static SideInputs load(List<SideInput<?>> sides, SourceContext context, Reservation reservation) {
    SideInputs inputs = new SideInputs(reservation);
    for (SideInput<?> side : sides) {
      inputs.loadOne(side, context);
    }
    return inputs;
  }

  private <T> void loadOne(SideInput<T> side, SourceContext context) {
    T value = side.load(context);
    reservation.grow(side.bytes(value));
    loaded.put(side, value);
  }

  long bytes() {
    return reservation.bytes();
  }

  @SuppressWarnings("unchecked") // put under the side input whose load returned it
  <T> T get(SideInput<T> side) {
    Object value = loaded.get(side);
    if (value == null) {
      throw new IllegalStateException(
          "side input " + side + " is used but not declared: add .with(...) to the phase");
    }
    return (T) value;
  }

  @Override
  public void close() {
    reservation.close();
  }
}
