package dev.millrace.engine.exec;

import dev.millrace.engine.io.PartLog;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.Journal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Makes chunks durable in groups: every 15 ms it syncs the part logs that wait, then the journal
/// that names them, and tells the phases. One thread of its own; [#submit] is for all.
final class GroupCommitter implements AutoCloseable {
  private static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

  /// Hears which of its chunks are durable, in the order of submission.
  interface Listener {
    void committed(List<Commit> commits);
  }

  private record Pending(Commit commit, PartLog log, Listener listener) {}

  private final Journal journal;
  private final StopSignal stop;
  private final ConcurrentLinkedQueue<Pending> queue = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  GroupCommitter(Journal journal, StopSignal stop) {
    this.journal = journal;
    this.stop = stop;
    this.thread = new Thread(this::loop, "millrace-commit");
    thread.setDaemon(true);
    thread.start();
  }

  void submit(Commit commit, PartLog log, Listener listener) {
    queue.add(new Pending(commit, log, listener));
  }

  private void loop() {
    List<Pending> group = new ArrayList<>();
    while (true) {
      boolean last = closing;
      for (Pending next = queue.poll(); next != null; next = queue.poll()) {
        group.add(next);
      }
      if (!group.isEmpty()) {
        try {
          commit(group);
        } catch (RuntimeException | Error failure) {
          stop.request(failure);
          return;
        }
        group.clear();
      } else if (last) {
        return;
      }
      LockSupport.parkNanos(GROUP_NANOS);
    }
  }

  private void commit(List<Pending> group) {
    Set<PartLog> logs = new LinkedHashSet<>();
    List<Commit> commits = new ArrayList<>(group.size());
    for (Pending pending : group) {
      logs.add(pending.log);
      commits.add(pending.commit);
    }
    logs.forEach(PartLog::sync);
    journal.append(commits);
    int from = 0;
    for (int i = 1; i <= group.size(); i++) {
      if (i == group.size() || !group.get(i).listener.equals(group.get(from).listener)) {
        group.get(from).listener.committed(commits.subList(from, i));
        from = i;
      }
    }
  }

  /// Commits what was submitted and ends.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
