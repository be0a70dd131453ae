package dev.millrace.formats.hdf5;

import dev.millrace.engine.errors.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

/// A native library inside a jar, laid out as a file so that the loader can open it.
///
/// It lives in `millrace.cache` if that system property is set, else in `~/.cache/millrace`, else
/// in a fresh private folder under the temporary one. The cached file is named by its content
/// (CRC-32 and length, which the jar's directory already knows, so that nothing is unpacked to find
/// the name), is checked against both before every use, and appears by rename: a process that dies
/// half way or one that runs at the same time leaves nothing that another would load.
final class NativeFile {
  private final URL resource;
  private final String fileName;
  private final long crc;
  private final long bytes;

  private NativeFile(URL resource, String stem, long crc, long bytes) {
    this.resource = resource;
    this.fileName = stem + "-" + HexFormat.of().toHexDigits((int) crc) + "-" + bytes + ".so";
    this.crc = crc;
    this.bytes = bytes;
  }

  static NativeFile of(URL resource, String stem) throws IOException {
    URLConnection connection = resource.openConnection();
    if (connection instanceof JarURLConnection jar) {
      JarEntry entry = jar.getJarEntry();
      if (entry.getCrc() >= 0 && entry.getSize() >= 0) {
        return new NativeFile(resource, stem, entry.getCrc(), entry.getSize());
      }
    }
    try (InputStream in = connection.getInputStream()) {
      Sum sum = Sum.of(in);
      return new NativeFile(resource, stem, sum.crc, sum.bytes);
    }
  }

  /// Lays the file out and opens it with `loader`, in the first folder where both succeed.
  Path load(Consumer<Path> loader) {
    DataException failure =
        new DataException("hdf5.library", "the HDF5 library could not be unpacked and loaded");
    for (Folder folder : Folder.values()) {
      try {
        Path file = laidOutIn(folder.path());
        loader.accept(file);
        return file;
      } catch (IOException | UnsatisfiedLinkError | IllegalArgumentException e) {
        failure.addSuppressed(e);
      }
    }
    StringBuilder reasons = new StringBuilder(failure.getMessage());
    for (Throwable reason : failure.getSuppressed()) {
      reasons.append("; ").append(reason.getMessage());
    }
    throw new DataException(
        "hdf5.library",
        reasons
            + "; set -Dmillrace.cache to a writable folder whose files may be executed, and install"
            + " zlib (libz.so.1) if it is missing",
        failure);
  }

  /// The cached file in `folder`, unpacked first if it is missing or not what it should be.
  Path laidOutIn(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(fileName);
    if (!isWhole(file)) {
      Path fresh = Files.createTempFile(folder, fileName, ".partial");
      try {
        try (InputStream in = resource.openStream()) {
          Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!isWhole(fresh)) {
          throw new IOException(fresh + " is not what " + resource + " says it should be");
        }
        Set<PosixFilePermission> mine =
            EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE);
        Files.setPosixFilePermissions(fresh, mine);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
    return file;
  }

  private boolean isWhole(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Sum.of(in).crc == crc;
    }
  }

  private record Sum(long crc, long bytes) {
    static Sum of(InputStream in) throws IOException {
      CRC32 crc = new CRC32();
      byte[] buffer = new byte[32 << 10];
      long bytes = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
        bytes += n;
      }
      return new Sum(crc.getValue(), bytes);
    }
  }

  private enum Folder {
    CACHE,
    PRIVATE;

    Path path() throws IOException {
      return switch (this) {
        case CACHE -> {
          String set = System.getProperty("millrace.cache");
          yield set != null
              ? Path.of(set)
              : Path.of(System.getProperty("user.home"), ".cache", "millrace");
        }
        case PRIVATE -> {
          Path folder = Files.createTempDirectory("millrace-");
          folder.toFile().deleteOnExit();
          yield folder;
        }
      };
    }
  }
}
