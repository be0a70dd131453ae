package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// How files are opened: closing one closes what is open in it, no lock on the file (the engine
/// locks outputs, and network file systems refuse), a metadata cache of 1 to 4 MiB instead of 2 to
/// 32, and no sieve buffer: with it, every run of a strided box reads and writes 64 KiB around it.
final class FileAccess {
  private static final int CLOSE_STRONG = 3;
  private static final long MIB = 1L << 20;

  /// `H5AC_cache_config_t`: its size with room to spare, and where its fields are.
  private static final int CONFIG_BYTES = 2048;

  private static final int VERSION_AT = 0;
  private static final int SET_INITIAL_AT = 1033;
  private static final int INITIAL_AT = 1040;
  private static final int MOST_AT = 1056;
  private static final int LEAST_AT = 1064;

  private FileAccess() {}

  static long open(Call call) {
    long access = call.properties("H5P_CLS_FILE_ACCESS_ID_g");
    call.run(H5.H5Pset_fclose_degree, access, CLOSE_STRONG);
    call.run(H5.H5Pset_file_locking, access, 0, 1);
    call.run(H5.H5Pset_sieve_buf_size, access, 0);
    MemorySegment config = call.allocate(CONFIG_BYTES);
    config.set(JAVA_INT, VERSION_AT, 1);
    call.run(H5.H5Pget_mdc_config, access, config.address());
    config.set(JAVA_BYTE, SET_INITIAL_AT, (byte) 1);
    config.set(JAVA_LONG, INITIAL_AT, MIB);
    config.set(JAVA_LONG, MOST_AT, 4 * MIB);
    config.set(JAVA_LONG, LEAST_AT, MIB);
    call.run(H5.H5Pset_mdc_config, access, config.address());
    return access;
  }
}
