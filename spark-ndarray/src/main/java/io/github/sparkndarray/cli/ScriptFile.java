package io.github.sparkndarray.cli;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.ScriptParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Scripts in local files. */
final class ScriptFile {
  private ScriptFile() {}

  /** Whether a text that may also be an expression is the name of a script. */
  static boolean isFile(String text) {
    try {
      return text.endsWith(".py") || Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Reads a script; errors in it name the file as it was given. */
  static Script parse(String file) {
    try {
      return ScriptParser.parse(file, Files.readString(Path.of(file)));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw cannotRead(file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw cannotRead(file, "it is not text in UTF-8", e);
    } catch (IOException e) {
      String reason =
          Files.isDirectory(Path.of(file)) ? "it is a folder" : String.valueOf(e.getMessage());
      throw cannotRead(file, reason, e);
    }
  }

  private static NDArrayException cannotRead(String file, String reason, Exception cause) {
    return new NDArrayException(ErrorCode.IO, "Cannot read " + file + ": " + reason, cause);
  }
}
