package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.millrace.engine.errors.DataException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// libhdf5, loaded once per process. It is not thread-safe, so [#LOCK] is held around every call;
/// [Call] is the only user.
///
/// Fixed memory: the library itself and one staging buffer of [#STAGING_BYTES]. HDF5's own caches
/// are kept small: at most 4 MiB of metadata per open file and 2 MiB of free lists.
@SuppressWarnings("restricted") // the one place, with H5, that reaches out of the JVM
final class Library {
  static final int STAGING_BYTES = 1 << 20;
  static final ReentrantLock LOCK = new ReentrantLock();
  static final long DEFAULT = 0;

  private static final String STEM = "libhdf5-1.14.3";
  private static final String RESOURCE = "/org/bytedeco/hdf5/linux-x86_64/libhdf5.so.310";
  private static final int WALK_FROM_API = 1;
  private static final long MIB = 1L << 20;

  private static @Nullable Library loaded;

  final MemorySegment staging = Arena.global().allocate(STAGING_BYTES, 64);
  private final SymbolLookup symbols;
  private final Map<H5, MethodHandle> handles = new EnumMap<>(H5.class);
  private final Linker linker = Linker.nativeLinker();
  private @Nullable MemorySegment errorWalker;
  private final List<String> errorLines = new ArrayList<>();
  private final Path file;

  /// The library, loaded by the first caller.
  ///
  /// @throws DataException when the platform has no library or it cannot be loaded
  static Library get() {
    LOCK.lock();
    try {
      if (loaded == null) {
        loaded = new Library();
      }
      return loaded;
    } finally {
      LOCK.unlock();
    }
  }

  private Library() {
    file =
        unpacked(System.getProperty("os.name") + " on " + System.getProperty("os.arch"))
            .load(Library::open);
    symbols = SymbolLookup.libraryLookup(file, Arena.global());
    invoke(H5.H5dont_atexit);
    invoke(H5.H5open);
    // No messages on standard error, no plug-ins from folders named by the environment.
    invoke(H5.H5Eset_auto2, DEFAULT, 0, 0);
    invoke(H5.H5PLset_loading_state, 0);
    invoke(H5.H5set_free_list_limits, MIB, MIB / 16, MIB / 2, MIB / 8, MIB / 2, MIB / 8);
  }

  /// The library for a platform, such as `Linux on amd64`.
  static NativeFile unpacked(String platform) {
    URL resource = Library.class.getResource(RESOURCE);
    boolean fits = platform.equals("Linux on amd64") || platform.equals("Linux on x86_64");
    if (!fits || resource == null) {
      throw new DataException(
          "hdf5.library",
          fits
              ? "the HDF5 library is not on the class path: " + RESOURCE.substring(1)
              : "HDF5 files need Linux on x86_64, this is " + platform);
    }
    try {
      return NativeFile.of(resource, STEM);
    } catch (IOException e) {
      throw new DataException("hdf5.library", "cannot read " + resource, e);
    }
  }

  private static void open(Path path) {
    try {
      SymbolLookup.libraryLookup(path, Arena.global());
    } catch (IllegalArgumentException e) {
      System.load(path.toString()); // fails too, but says why
    }
  }

  Path file() {
    return file;
  }

  /// Calls `function`; the caller holds [#LOCK] and judges the result.
  long invoke(H5 function, long... arguments) {
    MethodHandle handle = handles.computeIfAbsent(function, each -> each.bind(linker, symbols));
    try {
      return function.result((long) handle.invokeExact(Arrays.copyOf(arguments, H5.ARGUMENTS)));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("native calls throw nothing checked", e);
    }
  }

  /// An identifier that the library keeps in a global variable, such as `H5T_IEEE_F64LE_g`.
  long global(String name) {
    return symbols.findOrThrow(name).reinterpret(JAVA_LONG.byteSize()).get(JAVA_LONG, 0);
  }

  /// The zero-terminated text at an address of the library; empty for the null address.
  static String string(long address) {
    return address == 0
        ? ""
        : MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
  }

  /// What the library says about the call that failed just now: what the called function could not
  /// do, and the innermost reason.
  String lastError() {
    if (errorWalker == null) {
      errorWalker = errorWalker();
    }
    errorLines.clear();
    invoke(H5.H5Ewalk2, DEFAULT, WALK_FROM_API, errorWalker.address(), 0);
    return switch (errorLines.size()) {
      case 0 -> "no reason given";
      case 1 -> errorLines.getFirst();
      default -> errorLines.getFirst() + ": " + errorLines.getLast();
    };
  }

  private MemorySegment errorWalker() {
    try {
      MethodHandle walked =
          MethodHandles.lookup()
              .bind(
                  this,
                  "walked",
                  MethodType.methodType(
                      int.class, int.class, MemorySegment.class, MemorySegment.class));
      return linker.upcallStub(
          walked, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS), Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /// Takes one entry of the error stack: `H5E_error2_t` has the description at byte 48.
  @SuppressWarnings("unused") // called by the library
  private int walked(int depth, MemorySegment entry, MemorySegment client) {
    errorLines.add(string(entry.reinterpret(56).get(JAVA_LONG, 48)).replace('\n', ' '));
    return 0;
  }
}
