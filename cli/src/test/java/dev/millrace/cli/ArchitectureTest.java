package dev.millrace.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The architecture of the product as rules over its classes, `bench` excepted: which package may
/// see which, and who may start threads, open files and talk to the terminal. A rule that finds
/// nothing to judge fails, unless it speaks only of packages listed in [#NOT_YET].
class ArchitectureTest {
  private static final String ENGINE = "dev.millrace.engine";

  /// The engine's packages in order: one may use those before it and those of its own row. The
  /// empty name is the root package.
  private static final List<List<String>> ORDER =
      List.of(
          List.of("units"),
          List.of("errors"),
          List.of("memory", "io"),
          List.of("model"),
          List.of("profile", "journal"),
          List.of("cost"),
          List.of("plan"),
          List.of("advise"),
          List.of("exec"),
          List.of("trial"),
          List.of("report"),
          List.of(""));

  /// Packages that may still be missing. Strike out what has come.
  private static final Set<String> NOT_YET = Set.of(ENGINE + ".advise", ENGINE + ".trial");

  /// The fewest classes that a sound import of the class path finds.
  private static final int FEWEST_CLASSES = 150;

  private static final Pattern TESTS = Pattern.compile(".*(/test-classes/|-tests\\.jar!).*");

  private static final Set<String> THREAD_FACTORIES =
      Set.of("ofVirtual", "ofPlatform", "startVirtualThread");

  private static final ImportOption NO_TESTS = location -> !location.matches(TESTS);

  private static JavaClasses all = new ClassFileImporter().importClasses();

  @BeforeAll
  static void readClasses() {
    all = new ClassFileImporter().withImportOption(NO_TESTS).importPackages("dev.millrace");
  }

  @Test
  void seesTheWholeProduct() {
    assertThat(all.size()).as("classes read").isGreaterThanOrEqualTo(FEWEST_CLASSES);
    for (String module : List.of("engine", "kernels", "formats", "pipelines", "cli")) {
      assertThat(all.stream().map(JavaClass::getPackageName))
          .as("packages of module %s", module)
          .anyMatch(name -> isWithin(name, "dev.millrace." + module));
    }
  }

  @Test
  void everyEnginePackageHasAPlaceInTheOrder() {
    List<String> known = new ArrayList<>();
    for (List<String> row : ORDER) {
      row.forEach(name -> known.add(packageOf(name)));
    }
    classes()
        .that()
        .resideInAPackage(ENGINE + "..")
        .should()
        .resideInAnyPackage(known.toArray(String[]::new))
        .check(all);
  }

  @Test
  void enginePackagesUseOnlyThoseBeforeThem() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (List<String> row : ORDER) {
      for (String name : row) {
        layers =
            NOT_YET.contains(bare(name))
                ? layers.optionalLayer(layerOf(name)).definedBy(packageOf(name))
                : layers.layer(layerOf(name)).definedBy(packageOf(name));
      }
    }
    List<String> usable = new ArrayList<>();
    for (List<String> row : ORDER) {
      row.forEach(name -> usable.add(layerOf(name)));
      for (String name : row) {
        String[] before =
            usable.stream().filter(each -> !each.equals(layerOf(name))).toArray(String[]::new);
        var layer = layers.whereLayer(layerOf(name));
        layers =
            before.length == 0 ? layer.mayNotAccessAnyLayer() : layer.mayOnlyAccessLayers(before);
      }
    }
    layers.check(all);
  }

  @Test
  void enginePackagesHaveNoCycles() {
    slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles().check(all);
  }

  @Test
  void formatsUseOnlyUnitsErrorsMemoryAndIoOfTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.millrace.formats..")
        .should()
        .dependOnClassesThat(
            within(ENGINE)
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            ENGINE + ".units..",
                            ENGINE + ".errors..",
                            ENGINE + ".memory..",
                            ENGINE + ".io.."))))
        .check(all);
  }

  @Test
  void kernelsKnowOnlyThemselves() {
    noClasses()
        .that()
        .resideInAPackage("dev.millrace.kernels..")
        .should()
        .dependOnClassesThat(
            within("dev.millrace")
                .and(DescribedPredicate.not(resideInAnyPackage("dev.millrace.kernels.."))))
        .check(all);
  }

  @Test
  void engineKnowsNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE + "..")
        .should()
        .dependOnClassesThat(
            within("dev.millrace").and(DescribedPredicate.not(resideInAnyPackage(ENGINE + ".."))))
        .check(all);
  }

  @Test
  void pipelinesDoNotKnowEachOther() {
    slices()
        .matching("dev.millrace.pipelines.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(missing("dev.millrace.pipelines."))
        .check(all);
  }

  @Test
  void nothingUsesTheCommandLineOrTheBenchmarks() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.millrace.cli..", "dev.millrace.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.millrace.cli..", "dev.millrace.bench..")
        .check(all);
  }

  @Test
  void onlyExecAndTheCommandLineStartThreads() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ENGINE + ".exec..", "dev.millrace.cli..")
        .should()
        .callCodeUnitWhere(
            describe("starts a thread or hands work to another", ArchitectureTest::startsThread))
        .check(all);
  }

  @Test
  void floatingPointLanesAreNotReduced() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "reduces floating-point lanes, in an order that changes once compiled",
                ArchitectureTest::reducesFloatingLanes))
        .check(all);
  }

  @Test
  void onlyTheCommandLineKnowsTerminalAndEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.millrace.cli..", "dev.millrace.bench..")
        .should()
        .accessTargetWhere(
            describe(
                "uses the terminal, the environment or the exit", ArchitectureTest::isTerminal))
        .check(all);
  }

  @Test
  void whatIsPlannedKnowsNoClockAndNoFile() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ENGINE + ".model..", ENGINE + ".cost..", ENGINE + ".plan..", ENGINE + ".advise..")
        .should()
        .accessTargetWhere(
            describe(
                "reads a clock, a file or a random source",
                access -> readsClock(access) || opensFile(access)))
        .check(all);
  }

  @Test
  void pipelinesOpenNoFiles() {
    noClasses()
        .that()
        .resideInAPackage("dev.millrace.pipelines..")
        .should()
        .accessTargetWhere(describe("opens a file", ArchitectureTest::opensFile))
        .check(all);
  }

  private static boolean startsThread(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    String method = call.getName();
    if (owner.isAssignableTo(Thread.class)) {
      return method.equals("<init>") || THREAD_FACTORIES.contains(method);
    }
    if (owner.isEquivalentTo(java.util.concurrent.CompletableFuture.class)) {
      return method.endsWith("Async");
    }
    return owner.isEquivalentTo(java.util.concurrent.Executors.class)
        || owner.isAssignableTo(java.util.concurrent.ExecutorService.class)
        || owner.isEquivalentTo(java.util.Timer.class)
        || method.equals("parallelStream")
        || (owner.isAssignableTo(java.util.stream.BaseStream.class) && method.equals("parallel"))
        || (owner.isEquivalentTo(java.util.Arrays.class) && method.startsWith("parallel"));
  }

  private static boolean reducesFloatingLanes(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    return call.getName().startsWith("reduceLanes")
        && (owner.equals("jdk.incubator.vector.FloatVector")
            || owner.equals("jdk.incubator.vector.DoubleVector"));
  }

  private static boolean isTerminal(JavaAccess<?> access) {
    String name = access.getName();
    JavaClass owner = access.getTargetOwner();
    return (owner.isEquivalentTo(System.class)
            && Set.of("out", "err", "exit", "getenv").contains(name))
        || (owner.isEquivalentTo(Runtime.class) && Set.of("exit", "halt").contains(name));
  }

  private static boolean readsClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return (owner.equals("java.lang.System")
            && Set.of("nanoTime", "currentTimeMillis").contains(name))
        || (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.lang.Math") && name.equals("random"))
        || owner.equals("java.util.concurrent.ThreadLocalRandom")
        || owner.equals("java.security.SecureRandom");
  }

  private static boolean opensFile(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return owner.equals("java.nio.file.Files")
        || owner.equals("java.io.RandomAccessFile")
        || (owner.endsWith("FileChannel") && access.getName().equals("open"))
        || (owner.startsWith("java.io.File")
            && !owner.equals("java.io.File")
            && access.getName().equals("<init>")
            && !owner.endsWith("Exception"));
  }

  private static DescribedPredicate<JavaClass> within(String root) {
    return resideInAnyPackage(root + "..");
  }

  private static boolean isWithin(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  /// Whether no class at all lives under this prefix.
  private static boolean missing(String prefix) {
    Set<String> packages = new TreeSet<>();
    all.forEach(each -> packages.add(each.getPackageName()));
    return packages.stream().noneMatch(name -> name.startsWith(prefix));
  }

  private static String bare(String name) {
    return name.isEmpty() ? ENGINE : ENGINE + "." + name;
  }

  private static String packageOf(String name) {
    return name.isEmpty() ? ENGINE : ENGINE + "." + name + "..";
  }

  private static String layerOf(String name) {
    return name.isEmpty() ? "root" : name;
  }
}
