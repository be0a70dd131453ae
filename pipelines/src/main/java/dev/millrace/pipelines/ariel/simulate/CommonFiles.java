package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.formats.parquet.ParquetWriter;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import dev.millrace.formats.parquet.ParquetWriterColumn;
import dev.millrace.formats.parquet.ParquetWriterOptions;
import dev.millrace.formats.parquet.ParquetWriterType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes the files beside the planets' folders, in the competition's names and forms.
final class CommonFiles {
  private static final double SUBMISSION_GUESS = 0.456;

  private final ArielSimulation simulation;
  private final List<SimulatedPlanet> planets;
  private final OutputDirectory directory;

  CommonFiles(
      ArielSimulation simulation, List<SimulatedPlanet> planets, OutputDirectory directory) {
    this.simulation = simulation;
    this.planets = planets;
    this.directory = directory;
  }

  void write(Scratch scratch) {
    text("adc_info.csv", adcInfo());
    axisInfo(scratch);
    text("wavelengths.csv", header(new StringBuilder(), "wl_").append('\n') + wavelengths());
    boolean train = simulation.split() == ArielSimulation.Split.TRAIN;
    text("train.csv", spectra(train ? planets : List.of(), ArielFault.NO_TRAIN_ROW));
    text("train_star_info.csv", stars(train, ""));
    text("test_star_info.csv", stars(!train, ".0"));
    text("sample_submission.csv", submission());
    if (simulation.faults().contains(ArielFault.STRAY_FILE)) {
      text(simulation.split().folder() + "/.DS_Store", "Bud1");
    }
  }

  /// Depths by planet and channel, without the planets that a fault leaves out.
  String spectra(List<SimulatedPlanet> some, ArielFault... leftOut) {
    StringBuilder csv = header(new StringBuilder("planet_id,"), "wl_").append('\n');
    for (SimulatedPlanet planet : some) {
      if (simulation.faultsOf(planet.index(), 0).stream()
          .noneMatch(Arrays.asList(leftOut)::contains)) {
        csv.append(planet.id());
        for (int channel = 0; channel < Instrument.CHANNELS; channel++) {
          double micrometres = Instrument.channelMicrometres(channel);
          csv.append(',').append(planet.spectrum().depth(micrometres));
        }
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  void text(String name, String text) {
    try (OutputFile file = directory.create(name)) {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      file.complete();
    }
  }

  private static String adcInfo() {
    String values = Instrument.ADC_OFFSET + "," + Instrument.ADC_GAIN;
    return "FGS1_adc_offset,FGS1_adc_gain,AIRS-CH0_adc_offset,AIRS-CH0_adc_gain\n"
        + "%s,%s\n".formatted(values, values);
  }

  private static StringBuilder header(StringBuilder line, String prefix) {
    for (int channel = 1; channel <= Instrument.CHANNELS; channel++) {
      line.append(channel == 1 ? "" : ",").append(prefix).append(channel);
    }
    return line;
  }

  private static String wavelengths() {
    StringBuilder line = new StringBuilder();
    for (int channel = 0; channel < Instrument.CHANNELS; channel++) {
      line.append(channel == 0 ? "" : ",").append(Instrument.channelMicrometres(channel));
    }
    return line.append('\n').toString();
  }

  /// @param idSuffix the competition writes ids as decimal numbers in one of its files
  private String stars(boolean listed, String idSuffix) {
    StringBuilder csv = new StringBuilder("planet_id,Rs,Ms,Ts,Mp,e,P,sma,i\n");
    for (SimulatedPlanet planet : listed ? planets : List.<SimulatedPlanet>of()) {
      csv.append(planet.id()).append(idSuffix);
      csv.append(',').append(planet.starRadii());
      csv.append(',').append(planet.starMasses());
      csv.append(',').append(planet.starKelvin());
      csv.append(',').append(planet.planetMasses());
      csv.append(",0.0");
      csv.append(',').append(planet.periodDays());
      csv.append(',').append(planet.distanceRadii());
      csv.append(',').append(planet.inclinationDegrees()).append('\n');
    }
    return csv.toString();
  }

  private String submission() {
    StringBuilder csv = header(new StringBuilder("planet_id,"), "wl_").append(',');
    header(csv, "sigma_").append('\n');
    for (SimulatedPlanet planet : planets) {
      csv.append(planet.id());
      csv.repeat("," + SUBMISSION_GUESS, 2 * Instrument.CHANNELS).append('\n');
    }
    return csv.toString();
  }

  /// Four columns of different lengths, the shorter ones filled up with nulls.
  private void axisInfo(Scratch scratch) {
    int airs = simulation.airsFrames();
    int fgs = simulation.fgsFrames();
    int columns = Instrument.AIRS.columns();
    int rows = Math.max(Math.max(airs, fgs), columns);
    List<ParquetWriterColumn> schema =
        List.of(
            ParquetWriterColumn.optional("AIRS-CH0-axis0-h", ParquetWriterType.DOUBLE),
            ParquetWriterColumn.optional("AIRS-CH0-axis2-um", ParquetWriterType.DOUBLE),
            ParquetWriterColumn.optional("AIRS-CH0-integration_time", ParquetWriterType.DOUBLE),
            ParquetWriterColumn.optional("FGS1-axis0-h", ParquetWriterType.DOUBLE));
    double[] values = scratch.doubles("ariel.axis", rows);
    try (OutputFile file = directory.create("axis_info.parquet");
        ParquetWriter writer =
            new ParquetWriter(
                file, schema, ParquetWriterOptions.of(ParquetWriterCodec.SNAPPY), scratch)) {
      writer.startRowGroup(rows);
      for (int frame = 0; frame < airs; frame++) {
        values[frame] = hours(frame / 2 * ArielSimulation.FGS_PER_AIRS, frame % 2);
      }
      writer.float64(values, firstRows(airs, rows));
      for (int column = 0; column < columns; column++) {
        values[column] = Instrument.columnMicrometres(column);
      }
      writer.float64(values, firstRows(columns, rows));
      for (int frame = 0; frame < airs; frame++) {
        values[frame] = frame % 2 == 0 ? 0.1 : Instrument.AIRS.exposureSeconds();
      }
      writer.float64(values, firstRows(airs, rows));
      for (int frame = 0; frame < fgs; frame++) {
        values[frame] = hours(frame / 2, frame % 2);
      }
      writer.float64(values, firstRows(fgs, rows));
      writer.finish();
      file.complete();
    }
  }

  /// The time stamp of a read; frames of both instruments that coincide get the same number.
  private static double hours(int fgsPair, int read) {
    double seconds = fgsPair * Instrument.FGS1.pairSeconds() + 0.1 * (1 + read);
    return seconds / Visit.SECONDS_PER_HOUR;
  }

  private static boolean[] firstRows(int count, int rows) {
    boolean[] present = new boolean[rows];
    Arrays.fill(present, 0, count, true);
    return present;
  }
}
