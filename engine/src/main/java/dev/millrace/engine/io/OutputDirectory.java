package dev.millrace.engine.io;

/// Where products go. Names are relative, `/` between folders, and never leave the directory.
public interface OutputDirectory {
  OutputFile create(String relativeName);
}
