package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  private static final long GIB = 1L << 30;

  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void basics() throws IOException {
    write(
        "proc/meminfo",
        "MemTotal:       16777216 kB\nMemFree: 1 kB\nMemAvailable:    8388608 kB\n");
    write("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t0-3,8\n");
  }

  @Test
  void readsVersion2UpToTheMount() throws IOException {
    basics();
    write("proc/self/cgroup", "0::/user/job\n");
    write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
    write("sys/fs/cgroup/user/memory.max", Long.toString(GIB) + "\n");
    write("sys/fs/cgroup/user/job/memory.max", "max\n");
    write("sys/fs/cgroup/user/job/cpu.max", "150000 100000\n");
    assertThat(Machine.read(root, 1))
        .isEqualTo(new Machine(16 * GIB, 8 * GIB, OptionalLong.of(GIB), 5, Optional.of(1.5), "v2"));
  }

  @Test
  void readsVersion1AndTakesItsLargestNumberForNone() throws IOException {
    basics();
    write("proc/self/cgroup", "5:cpu,cpuacct:/a\n3:memory:/a/b\n0::/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", Long.toString(2 * GIB) + "\n");
    write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n");
    assertThat(Machine.read(root, 1))
        .isEqualTo(
            new Machine(16 * GIB, 8 * GIB, OptionalLong.of(2 * GIB), 5, Optional.empty(), "v1"));
  }

  @Test
  void saysWhatItCannotKnow() {
    assertThat(Machine.read(root, 7))
        .isEqualTo(new Machine(-1, -1, OptionalLong.empty(), 7, Optional.empty(), "none"));
  }
}
