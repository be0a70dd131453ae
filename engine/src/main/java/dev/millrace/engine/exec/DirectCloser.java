package dev.millrace.engine.exec;

import dev.millrace.engine.journal.RecordCodec;

/// Records go on as they are, in item order.
final class DirectCloser extends Closer {
  private final RecordCodec<?> codec;

  DirectCloser(PhaseState state, PartReader reader, ClosingOutput output, RecordCodec<?> codec) {
    super(state, reader, output);
    this.codec = codec;
  }

  @Override
  void item(int log, PartReader.ItemHeader header) {
    reader.seek(log, header.offset());
    for (int i = 0; i < header.records(); i++) {
      reader.recordBytes();
      reader.key();
      output.accept(codec.read(reader));
    }
  }

  @Override
  void end() {}
}
