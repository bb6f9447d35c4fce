package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppJarTest {
  private static final String PACKAGE = "io/github/sparkndarray/testing/";

  @TempDir private Path folder;

  @Test
  void holdsTheNamedClassesAndThoseInside() throws IOException {
    Path jar = AppJar.ofClasses(folder.resolve("a.jar"), TinyApp.class, StandaloneCluster.class);
    assertThat(entries(jar))
        .containsExactlyInAnyOrder(
            PACKAGE + "TinyApp.class",
            PACKAGE + "StandaloneCluster.class",
            PACKAGE + "StandaloneCluster$Builder.class");
  }

  @Test
  void holdsWholeModulesWhetherTheyAreFoldersOrJars() throws IOException {
    Path jar = AppJar.ofModules(folder.resolve("b.jar"), AppJar.class, Test.class);
    assertThat(entries(jar))
        .contains(PACKAGE + "AppJar.class", PACKAGE + "SparkTest.class")
        .contains("org/junit/jupiter/api/Test.class")
        .doesNotHaveDuplicates();
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
