package io.github.sparkndarray.script.run;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.parse.NumPyScriptParser.FPartContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.FStringContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.FieldPartContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.FormatContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.FormattedTextContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ReplacementFieldContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.StringContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.TextContext;
import io.github.sparkndarray.script.parse.Places;
import io.github.sparkndarray.script.parse.StringText;
import io.github.sparkndarray.script.parse.TreeShapes;
import io.github.sparkndarray.script.print.FieldText;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Formatted.Conversion;
import io.github.sparkndarray.script.value.Formatted.Field;
import io.github.sparkndarray.script.value.Formatted.Literal;
import io.github.sparkndarray.script.value.Formatted.Piece;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Strings that stand beside each other, f-strings among them: what they are joined from. */
final class FormattedStrings {
  private final Function<ParseTree, Value> evaluation;
  private final Function<Formatted, String> text;

  /**
   * @param evaluation gives the values in the fields
   * @param text computes what is asked for in formats
   */
  FormattedStrings(Function<ParseTree, Value> evaluation, Function<Formatted, String> text) {
    this.evaluation = evaluation;
    this.text = text;
  }

  Formatted of(StringContext context) {
    List<Piece> pieces = new ArrayList<>();
    for (TextContext part : context.text()) {
      if (part instanceof FormattedTextContext formatted) {
        FStringContext string = formatted.fString();
        boolean isRaw = StringText.isRaw(string.F_STRING_START().getText());
        string.fPart().forEach(each -> add(pieces, each, isRaw));
      } else {
        pieces.add(new Literal(StringText.value(part.getText())));
      }
    }
    return new Formatted(pieces);
  }

  private void add(List<Piece> pieces, FPartContext part, boolean isRaw) {
    if (part instanceof FieldPartContext field) {
      add(pieces, field.replacementField(), isRaw);
    } else {
      pieces.add(new Literal(StringText.ofPart(part.getText(), isRaw)));
    }
  }

  /** {@code {x}} is formatted, {@code {x=}} shown with its text, by {@code repr} alone. */
  private void add(List<Piece> pieces, ReplacementFieldContext field, boolean isRaw) {
    if (field.debug != null) {
      pieces.add(new Literal(TreeShapes.debugText(field)));
    }
    Value value = evaluation.apply(field.expressions());
    boolean isRepr = field.debug != null && field.format() == null;
    Conversion conversion =
        field.NAME() != null
            ? Conversion.ofLetter(field.NAME().getText())
            : isRepr ? Conversion.REPR : Conversion.NONE;
    Field piece = new Field(value, conversion, format(field.format(), isRaw));
    try {
      FieldText.check(piece);
    } catch (NDArrayException e) {
      throw new PlacedException(Places.of(field), e);
    }
    pieces.add(piece);
  }

  private String format(@Nullable FormatContext format, boolean isRaw) {
    if (format == null) {
      return "";
    }
    List<Piece> pieces = new ArrayList<>();
    format.fPart().forEach(part -> add(pieces, part, isRaw));
    return text.apply(new Formatted(pieces));
  }
}
