package io.github.sparkndarray.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packages classes of the test's class path as the jar of an application, to be submitted. */
public final class AppJar {
  private AppJar() {}

  /** Packages the given classes and those nested in them. */
  public static Path ofClasses(Path jar, Class<?>... classes) {
    return write(
        jar,
        writer -> {
          for (Class<?> type : classes) {
            String name = type.getName().replace('.', '/');
            writer.addTree(
                ClassPath.entryOf(type),
                path -> path.equals(name + ".class") || path.startsWith(name + "$"));
          }
        });
  }

  /**
   * Packages everything that stands in the same folder or jar as one of the given classes: a module
   * for each class that is named, as a jar with dependencies does it.
   */
  public static Path ofModules(Path jar, Class<?>... oneClassOfEach) {
    return write(
        jar,
        writer -> {
          for (Class<?> type : oneClassOfEach) {
            writer.addTree(ClassPath.entryOf(type), path -> true);
          }
        });
  }

  private static Path write(Path jar, Contents contents) {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      contents.writeTo(new Writer(out));
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot package " + jar, e);
    }
  }

  private interface Contents {
    void writeTo(Writer writer) throws IOException;
  }

  private interface Selection {
    boolean includes(String path);
  }

  private static final class Writer {
    private final JarOutputStream out;
    private final Set<String> written = new LinkedHashSet<>();

    Writer(JarOutputStream out) {
      this.out = out;
    }

    void addTree(Path folderOrJar, Selection selection) throws IOException {
      if (Files.isDirectory(folderOrJar)) {
        addFolder(folderOrJar, selection);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(folderOrJar)) {
          addFolder(jar.getPath("/"), selection);
        }
      }
    }

    private void addFolder(Path folder, Selection selection) throws IOException {
      for (Path file : filesBelow(folder)) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (selection.includes(path) && !isOfTheJarItself(path) && written.add(path)) {
          out.putNextEntry(new JarEntry(path));
          try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        return files.filter(Files::isRegularFile).sorted().toList();
      }
    }

    private static boolean isOfTheJarItself(String path) {
      return path.equals("META-INF/MANIFEST.MF") || path.equals("module-info.class");
    }
  }
}
