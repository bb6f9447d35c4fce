package io.github.sparkndarray.testing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** Checks that this JVM was started with the module options that Spark passes to its own JVMs. */
final class JvmOptions {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final Pattern ADD_OPENS =
      Pattern.compile("--add-opens=([\\w.]+)/([\\w.]+)=ALL-UNNAMED");

  private JvmOptions() {}

  /**
   * Fails, naming the options that are missing and where to put them, when this JVM lacks some.
   *
   * @throws IllegalStateException when options are missing
   */
  static void require(boolean vectorModule) {
    List<String> missing = missing(ModuleLayer.boot(), vectorModule);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "Cannot test with Spark: this JVM was started without "
              + String.join(" ", missing)
              + ". Add to Surefire's <argLine>, or to the VM options of the run configuration: "
              + JavaModuleOptions.defaultModuleOptions());
    }
  }

  static List<String> missing(ModuleLayer modules, boolean vectorModule) {
    Stream<String> opens =
        Stream.of(JavaModuleOptions.defaultModuleOptionArray())
            .map(ADD_OPENS::matcher)
            .filter(Matcher::matches)
            .filter(option -> !isOpen(modules, option.group(1), option.group(2)))
            .map(Matcher::group);
    return Stream.concat(missingVectorModule(modules, vectorModule), opens).toList();
  }

  private static Stream<String> missingVectorModule(ModuleLayer modules, boolean required) {
    return !required || modules.findModule(VECTOR_MODULE).isPresent()
        ? Stream.empty()
        : Stream.of("--add-modules=" + VECTOR_MODULE);
  }

  /** Whether a package is open to classes on the class path; one that is not there needs not be. */
  private static boolean isOpen(ModuleLayer modules, String module, String packageName) {
    return modules
        .findModule(module)
        .filter(found -> found.getPackages().contains(packageName))
        .map(found -> found.isOpen(packageName, JvmOptions.class.getModule()))
        .orElse(true);
  }
}
