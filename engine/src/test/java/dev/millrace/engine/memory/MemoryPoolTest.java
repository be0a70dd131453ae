package dev.millrace.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
  private final MemoryPool pool = new MemoryPool("heap", 1000);

  @Test
  void aReservationGrowsUntilThePoolSaysNo() {
    Reservation a = pool.open("a");
    a.grow(600);
    Reservation b = pool.open("b");
    assertThat(b.tryGrow(401)).isFalse();
    assertThatThrownBy(() -> b.grow(500))
        .isInstanceOf(ReservationRefused.class)
        .hasMessageContaining("400 bytes left");
    b.grow(400);
    a.close();
    b.grow(600);
    assertThat(pool.reservedBytes()).isEqualTo(1000);
    assertThat(pool.peakBytes()).isEqualTo(1000);
    assertThat(pool.refusals()).isEqualTo(2);
  }

  @Test
  void waitingEndsWhenAnotherGivesBack() throws InterruptedException {
    Reservation holder = pool.open("holder");
    holder.grow(900);
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean granted = new AtomicBoolean();
    Thread waiter =
        new Thread(() -> {
          started.countDown();
          try {
            granted.set(pool.open("waiter").awaitAtLeast(500, TimeUnit.MINUTES.toNanos(1)));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    waiter.start();
    started.await();
    while (!pool.contended()) {
      Thread.onSpinWait();
    }
    holder.shrinkTo(100);
    waiter.join();
    assertThat(granted).isTrue();
  }

  @Test
  void whatCanNeverFitIsRefusedAtOnce() throws InterruptedException {
    assertThat(pool.open("a").awaitAtLeast(1001, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void scratchIsCountedReusedAndGivenBack() {
    MemoryPool natives = new MemoryPool("native", 1000);
    try (PooledScratch scratch = new PooledScratch(pool.open("w"), natives.open("w"))) {
      double[] first = scratch.doubles("x", 10);
      assertThat(scratch.doubles("x", 5)).isSameAs(first);
      assertThat(pool.reservedBytes()).isEqualTo(96);
      assertThat(scratch.doubles("x", 20)).hasSizeGreaterThanOrEqualTo(20);
      assertThat(scratch.direct("d", 500).remaining()).isEqualTo(500);
      assertThat(natives.reservedBytes()).isEqualTo(500);
      assertThatThrownBy(() -> scratch.ints("y", 300)).isInstanceOf(ReservationRefused.class);
      scratch.release();
      assertThat(pool.reservedBytes()).isZero();
      assertThat(natives.reservedBytes()).isZero();
    }
  }
}
