package dev.millrace.engine.profile;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// What one stage took in one chunk, in a JDK Flight Recorder file.
@Name("dev.millrace.Stage")
@Label("Stage")
@Category("Millrace")
@StackTrace(false)
public final class StageEvent extends Event {
  @Label("Phase")
  public String phase = "";

  @Label("Stage")
  public String stage = "";

  @Label("First Item")
  public long first;

  @Label("Calls")
  public long calls;

  @Label("Wall Time")
  @Timespan
  public long wallNanos;

  @Label("CPU Time")
  @Timespan
  public long cpuNanos;
}
