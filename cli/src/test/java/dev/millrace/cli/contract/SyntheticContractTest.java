package dev.millrace.cli.contract;

import java.util.List;

/// The engine's own contract, on a pipeline with every kind of phase.
class SyntheticContractTest extends PipelineContract {
  @Override
  String pipeline() {
    return "synthetic";
  }

  @Override
  List<String> simulation() {
    return List.of();
  }

  @Override
  List<String> options() {
    return List.of("--items", "2500", "--work", "30000", "--width", "100");
  }

  @Override
  int smallestMib() {
    return 192;
  }

  @Override
  List<Damage> damages() {
    return List.of();
  }
}
