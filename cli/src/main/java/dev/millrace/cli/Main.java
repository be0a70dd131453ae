package dev.millrace.cli;

import dev.millrace.engine.Engine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The process: streams, signals and the exit code.
public final class Main {
  private static final int STOP_SECONDS = 60;
  private static final int ASK_MILLIS = 100;
  private static final CountDownLatch ENDED = new CountDownLatch(1);

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(messages());
    System.setErr(err);
    Launch launch = Launch.of(System.getProperties(), Runtime.getRuntime().maxMemory());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(err), "stop"));
    int exit = new Cli(out, err, launch).run(List.of(arguments));
    ENDED.countDown();
    System.exit(exit);
  }

  /// Somebody interrupts: the engine stops cleanly and `main` says what happened before the JVM
  /// ends.
  private static void stop(PrintStream err) {
    if (ENDED.getCount() == 0) {
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    try {
      do { // a run that is only starting does not hear the first call
        Engine.requestStop();
      } while (!ENDED.await(ASK_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
      if (ENDED.getCount() > 0) {
        err.println("millrace: the chunks in flight take too long; stopped without them");
        err.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /// Where messages go: the launcher keeps the caller's standard error at descriptor 3, because the
  /// JVM warns of the incubator module on its own standard error.
  private static FileDescriptor messages() {
    if (!System.getProperty("millrace.messages", "").equals("3")) {
      return FileDescriptor.err;
    }
    try {
      Constructor<FileDescriptor> constructor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      return constructor.newInstance(3);
    } catch (ReflectiveOperationException | RuntimeException _) {
      return FileDescriptor.err;
    }
  }
}
