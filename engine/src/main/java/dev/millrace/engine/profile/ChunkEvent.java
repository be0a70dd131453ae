package dev.millrace.engine.profile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A chunk in a JDK Flight Recorder file.
@Name("dev.millrace.Chunk")
@Label("Chunk")
@Category("Millrace")
@StackTrace(false)
public final class ChunkEvent extends Event {
  @Label("Phase")
  public String phase = "";

  @Label("First Item")
  public long first;

  @Label("Items")
  public long items;

  @Label("Reserved")
  @DataAmount
  public long reservedBytes;

  @Label("Committed")
  public boolean committed;
}
