package io.github.sparkndarray.integration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The layers of docs/architecture.md and what may know Spark. A rule that fails is either a class
 * in the wrong package, which moves, or a decision, which is written down in docs/adr/ and changed
 * here with it.
 */
class ArchitectureTest {
  private static final String ROOT = "io.github.sparkndarray.";

  private static final DescribedPredicate<JavaClass> OF_OTHERS =
      resideOutsideOfPackage("io.github.sparkndarray..");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.sparkndarray");

  /** The layers, each with those that it may use. A name means the package and all below it. */
  private static Stream<Layer> layers() {
    String[] toExpr = {"error", "dtype", "shape", "arrow.chunk", "expr"};
    return Stream.of(
        layer("error"),
        layer("dtype").on("error"),
        layer("shape").on("error", "dtype"),
        layer("arrow").on("error", "dtype", "shape"),
        layer("expr").on("error", "dtype", "shape", "arrow.chunk"),
        layer("kernel").on(toExpr),
        layer("plan").on(toExpr).on("kernel"),
        layer("execution", "io").on(toExpr).on("arrow", "kernel", "plan"),
        layer("frame").on(toExpr).on("kernel", "plan", "execution", "io"),
        layer("script").on(toExpr).on("kernel.random"),
        layer("api").on(toExpr).on("kernel", "plan", "execution", "io", "frame", "script"),
        layer("sql")
            .on(toExpr)
            .on("arrow", "kernel", "plan", "execution", "io", "frame", "script", "api"),
        layer("examples").on("error", "api", "sql"),
        layer("testing").on("error", "arrow.memory"));
  }

  private static Layer layer(String... packages) {
    return new Layer(List.of(packages), List.of());
  }

  private record Layer(List<String> packages, List<String> below) {

    Layer on(String... more) {
      return new Layer(packages, Stream.concat(below.stream(), Stream.of(more)).toList());
    }

    DescribedPredicate<JavaClass> mayUse() {
      return in(packages).or(in(below)).or(OF_OTHERS);
    }

    @Override
    public String toString() {
      return packages + " on " + below;
    }
  }

  private static DescribedPredicate<JavaClass> in(List<String> packages) {
    return resideInAnyPackage(
        packages.stream().map(name -> ROOT + name + "..").toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> in(String... packages) {
    return in(List.of(packages));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerUsesOnlyThoseBelowIt(Layer layer) {
    classes()
        .that(in(layer.packages()))
        .should()
        .onlyDependOnClassesThat(layer.mayUse())
        .as(layer.toString())
        .because("layers look down only: move the class, or pass in what it needs")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void kernelsKnowOperatorsAndNoGraph() {
    Set<String> vocabulary = Set.of("Operator", "Reduction", "Generator", "TypeRule");
    noClasses()
        .that(in("kernel"))
        .should()
        .dependOnClassesThat(
            in("expr")
                .and(
                    describe(
                        "are no " + vocabulary,
                        type -> !vocabulary.contains(outermost(type).getSimpleName()))))
        .because("the kernel IR is made of operators; what made it must not matter to it")
        .check(CLASSES);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  @Test
  void plansKnowTheKernelIrAndNoCompiler() {
    noClasses()
        .that(in("plan").and(not(simpleName("KernelMemory"))))
        .should()
        .dependOnClassesThat(
            in("kernel.codegen", "kernel.run", "kernel.reference", "kernel.math", "kernel.random"))
        .because(
            "a plan is tested without kernels: it says what to run, execution runs it; what"
                + " kernels keep they are asked in one place (docs/adr/0023)")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyExecutionAndSurfacesKnowSpark() {
    noClasses()
        .that(
            DescribedPredicate.not(
                in("execution", "io", "frame", "sql", "cli", "api", "examples", "testing")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala.."))
        .because(
            "everything but execution, io, frame, sql, cli and a little of api is tested without"
                + " Spark: put what needs Spark behind an interface that execution implements")
        .check(CLASSES);
  }

  @Test
  void theApiKnowsNoMoreOfSparkThanUsersDo() {
    Set<String> known =
        Set.of(
            "org.apache.spark.sql.SparkSession",
            "org.apache.spark.sql.Dataset",
            "org.apache.spark.sql.Row");
    noClasses()
        .that(in("api"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.apache.spark..")
                .and(describe("are not among " + known, type -> !known.contains(type.getName()))))
        .because("users' programs compile against api: Spark's internals change under them")
        .check(CLASSES);
  }

  @Test
  void onlyExecutionAndIoKnowHadoop() {
    noClasses()
        .that(DescribedPredicate.not(in("execution", "io", "sql", "cli")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.hadoop.."))
        .because("files are io's: formats read and write streams")
        .check(CLASSES);
  }

  /** See docs/adr/0004. */
  @Test
  void vectorsAreOfThePreferredSpecies() {
    noClasses()
        .should()
        .accessFieldWhere(
            describe(
                "is another species than the preferred",
                access ->
                    access.getTargetOwner().getPackageName().equals("jdk.incubator.vector")
                        && access.getTarget().getName().startsWith("SPECIES_")
                        && !access.getTarget().getName().equals("SPECIES_PREFERRED")))
        .orShould()
        .dependOnClassesThat(
            describe("are VectorShape", type -> type.getSimpleName().equals("VectorShape")))
        .because("a second vector class of an element type makes every kernel several times slower")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.github.sparkndarray.(**)")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one: merge them, or move what both need")
        .check(CLASSES);
  }

  @Test
  void onlyCommandLinesPrint() {
    noClasses()
        .that(DescribedPredicate.not(in("cli", "examples")))
        .should(ACCESS_STANDARD_STREAMS)
        .because("a library logs through slf4j, or throws")
        .check(CLASSES);
  }

  @Test
  void nobodyPrintsStackTraces() {
    noClasses()
        .should()
        .callMethod(Throwable.class, "printStackTrace")
        .because("a user sees one line; log the exception, or pass it on as a cause")
        .check(CLASSES);
  }

  @Test
  void nobodyUsesJavaUtilLogging() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.because("Spark logs through slf4j").check(CLASSES);
  }

  @Test
  void publicMethodsSayWhichExceptionsTheyThrow() {
    methods()
        .that()
        .arePublic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .notDeclareThrowableOfType(Exception.class)
        .andShould()
        .notDeclareThrowableOfType(Throwable.class)
        .because("a caller cannot handle what has no name: throw NDArrayException with a code")
        .check(CLASSES);
  }
}
