package dev.millrace.engine.exec;

import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import java.util.List;
import java.util.Map;

/// Results that go to a product.
final class ProductOutput implements ClosingOutput {
  private final AtomicOutput output;
  private final ProductWriter<Object> writer;

  private ProductOutput(AtomicOutput output, ProductWriter<Object> writer) {
    this.output = output;
    this.writer = writer;
  }

  @SuppressWarnings("unchecked") // the builder's types guarantee what the sink gets
  static ProductOutput open(
      Sink<?> sink,
      AtomicOutput output,
      Scratch scratch,
      long seed,
      SideInputs sides,
      PhaseState state) {
    Context context = new Context(output, scratch, seed, sides, state);
    return new ProductOutput(output, (ProductWriter<Object>) sink.open(context));
  }

  @Override
  public void accept(Object result) {
    writer.write(result);
  }

  @Override
  public Finished finish() {
    Map<String, Object> figures = writer.finish();
    return new Finished(figures, output.completed(), -1, -1);
  }

  @Override
  public void close() {
    writer.close();
    output.abandonOpen();
  }

  private record Context(
      AtomicOutput files, Scratch scratch, long seed, SideInputs sides, PhaseState state)
      implements SinkContext {
    @Override
    public OutputDirectory output() {
      return files;
    }

    @Override
    public <T> T side(SideInput<T> side) {
      return sides.get(side);
    }

    @Override
    public List<String> failedItems() {
      return state.failed().stream().map(Fault::item).map(state::itemName).toList();
    }
  }
}
