/*
 * The words of the subset of Python that NumPy scripts are written in. What Python has and this
 * language has not is named, too, so that it is refused with a message of its own.
 */
lexer grammar NumPyScriptLexer;

tokens { F_STRING_END, UNTERMINATED_F_STRING }

@header {
import java.util.ArrayDeque;
import java.util.Deque;
}

@members {
  private int openBrackets;

  /** How the f-strings begin that are open, the innermost first. */
  private final Deque<String> quotes = new ArrayDeque<>();

  /** How many brackets were open before each replacement field that is open. */
  private final Deque<Integer> fields = new ArrayDeque<>();

  // Actions, not predicates: with those ANTLR would keep no automaton and take a second a page.

  private boolean startsLine() {
    return _tokenStartCharPositionInLine == 0 && openBrackets == 0;
  }

  private void skipUnless(boolean wanted) {
    if (!wanted) {
      skip();
    }
  }

  /** What begins a line is a magic; elsewhere its first character is a token of the given type. */
  private void onlyAtLineStart(int otherwise) {
    if (!startsLine()) {
      backTo(1);
      setType(otherwise);
    }
  }

  /** Blanks before a statement are an indentation, those of an empty line are not. */
  private void blanks() {
    int next = getInputStream().LA(1);
    skipUnless(startsLine() && next != '\r' && next != '\n' && next != '#');
  }

  private void beginFString() {
    String text = getText();
    quotes.push(text.substring(text.indexOf(text.charAt(text.length() - 1))));
  }

  /** Quotes end the f-string that began with the same ones, and are text in others. */
  private void quotes() {
    String open = quotes.element();
    if (getText().startsWith(open)) {
      backTo(open.length());
      quotes.pop();
      popMode();
      setType(F_STRING_END);
    } else {
      setType(F_TEXT);
    }
  }

  /** As {@link #quotes} between a colon and the brace that is missing. */
  private void quotesInSpec() {
    if (getText().startsWith(quotes.element())) {
      openBrackets = fields.pop();
      popMode();
      popMode();
    }
    quotes();
  }

  /** Only three quotes hold more than one line. */
  private void lineEndInFString() {
    if (quotes.element().length() == 1) {
      quotes.pop();
      popMode();
      setType(UNTERMINATED_F_STRING);
    } else {
      setType(F_TEXT);
    }
  }

  private void beginField() {
    fields.push(openBrackets);
  }

  private boolean isInField() {
    return !fields.isEmpty() && openBrackets == fields.element() + 1;
  }

  /** In a replacement field of an f-string a colon begins how the value is formatted. */
  private void colon() {
    if (isInField()) {
      pushMode(F_SPEC);
    }
  }

  /** {@code :=} is a colon there. */
  private void walrus() {
    if (isInField()) {
      backTo(1);
      setType(COLON);
      pushMode(F_SPEC);
    }
  }

  private void backTo(int length) {
    getInputStream().seek(_tokenStartCharIndex + length);
    getInterpreter().setCharPositionInLine(_tokenStartCharPositionInLine + length);
  }

  private void endField() {
    if (!fields.isEmpty() && openBrackets == fields.element()) {
      fields.pop();
      popMode();
    }
  }

  @Override
  public Token emit() {
    Token token = super.emit();
    switch (token.getType()) {
      case OPEN_PARENTHESIS, OPEN_BRACKET, OPEN_BRACE -> openBrackets++;
      case CLOSE_PARENTHESIS, CLOSE_BRACKET -> openBrackets = Math.max(0, openBrackets - 1);
      case CLOSE_BRACE -> {
        openBrackets = Math.max(0, openBrackets - 1);
        endField();
      }
      default -> {}
    }
    return token;
  }
}

IMPORT : 'import' ;
AS     : 'as' ;
OR     : 'or' ;
AND    : 'and' ;
NOT    : 'not' ;
IN     : 'in' ;
TRUE   : 'True' ;
FALSE  : 'False' ;
NONE   : 'None' ;

SEMICOLON     : ';' ;
COMMA         : ',' ;
ASSIGN        : '=' ;
EQUAL         : '==' ;
NOT_EQUAL     : '!=' ;
LESS          : '<' ;
LESS_EQUAL    : '<=' ;
GREATER       : '>' ;
GREATER_EQUAL : '>=' ;
POWER         : '**' ;
PLUS          : '+' ;
MINUS         : '-' ;
INVERT        : '~' ;
TIMES         : '*' ;
DIVIDE        : '/' ;
FLOOR_DIVIDE  : '//' ;
AT            : '@' ;
LEFT_SHIFT    : '<<' ;
RIGHT_SHIFT   : '>>' ;
AND_BITS      : '&' ;
XOR_BITS      : '^' ;
OR_BITS       : '|' ;
DOT           : '.' ;
ELLIPSIS      : '...' ;
EXCLAMATION   : '!' ;
COLON         : ':' { colon(); } ;

CELL_MARK
  : '#' BLANK* '%%' ~[\r\n]* { skipUnless(startsLine()); }
  ;

CELL_TIMEIT
  : '%%timeit' TIMEIT_OPTION* { onlyAtLineStart(PERCENT); }
  ;

LINE_TIMEIT
  : '%timeit' TIMEIT_OPTION* { onlyAtLineStart(PERCENT); }
  ;

OTHER_MAGIC
  : '%' '%'? NAME { onlyAtLineStart(PERCENT); }
  ;

SHELL_COMMAND
  : '!' NAME { onlyAtLineStart(EXCLAMATION); }
  ;

NEWLINE
  : LINE_END { skipUnless(openBrackets == 0); }
  ;

CONTINUATION
  : '\\' LINE_END BLANK* -> skip
  ;

INDENTATION
  : BLANK+ { blanks(); }
  ;

COMMENT
  : COMMENT_TEXT -> skip
  ;

UNSUPPORTED_KEYWORD
  : 'assert' | 'async' | 'await' | 'break' | 'class' | 'continue' | 'def' | 'del' | 'elif'
  | 'else' | 'except' | 'finally' | 'for' | 'from' | 'global' | 'if' | 'is' | 'lambda'
  | 'nonlocal' | 'pass' | 'raise' | 'return' | 'try' | 'while' | 'with' | 'yield'
  ;

UNSUPPORTED_OPERATOR
  : '->'
  | ':=' { walrus(); }
  ;

AUGMENTED_ASSIGNMENT
  : '+=' | '-=' | '*=' | '/=' | '//=' | '%=' | '@=' | '**=' | '&=' | '|=' | '^=' | '<<=' | '>>='
  ;

PERCENT           : '%' ;
OPEN_PARENTHESIS  : '(' ;
CLOSE_PARENTHESIS : ')' ;
OPEN_BRACKET      : '[' ;
CLOSE_BRACKET     : ']' ;
OPEN_BRACE        : '{' ;
CLOSE_BRACE       : '}' ;

INTEGER
  : DECIMAL_INTEGER
  | '0' [xX] ('_'? [0-9a-fA-F])+
  | '0' [oO] ('_'? [0-7])+
  | '0' [bB] ('_'? [01])+
  ;

FLOAT
  : DIGITS EXPONENT
  | DIGITS '.' DIGITS? EXPONENT?
  | '.' DIGITS EXPONENT?
  ;

IMAGINARY
  : (DIGITS | FLOAT) [jJ]
  ;

LEADING_ZERO
  : '0' DIGITS
  ;

// Longer than any number it begins with.
MALFORMED_NUMBER
  : (DIGITS | INTEGER | FLOAT) NAME_PART+
  ;

STRING
  : [rRuU]? (SHORT_STRING | LONG_STRING)
  ;

F_STRING_START
  : ([fF] [rR]? | [rR] [fF]) QUOTES { beginFString(); } -> pushMode(F_STRING)
  ;

UNSUPPORTED_STRING
  : ([bB] [rR]? | [rR] [bB]) (SHORT_STRING | LONG_STRING)
  ;

UNTERMINATED_STRING
  : [rRuUbB]? ('\'' ~['\r\n]* | '"' ~["\r\n]*)
  ;

NAME
  : NAME_START NAME_PART*
  ;

UNKNOWN
  : .
  ;

fragment BLANK : [ \t\f] ;
fragment LINE_END : '\r'? '\n' ;
fragment COMMENT_TEXT : '#' ~[\r\n]* ;
fragment TIMEIT_OPTION : BLANK+ '-' ([nr] BLANK* [0-9]+ | [a-zA-Z]+) ;
fragment NAME_START : [\p{L}_] ;
fragment NAME_PART : [\p{L}\p{Nd}\p{Mn}_] ;
fragment DIGITS : [0-9] ('_'? [0-9])* ;
fragment DECIMAL_INTEGER : [1-9] ('_'? [0-9])* | '0' ('_'? '0')* ;
fragment EXPONENT : [eE] [+-]? DIGITS ;
fragment QUOTES : '\'\'\'' | '"""' | '\'' | '"' ;
fragment ESCAPE : '\\' ('\r'? '\n' | ~[\r\n]) ;
fragment SHORT_STRING
  : '\'' (ESCAPE | ~['\\\r\n])* '\''
  | '"' (ESCAPE | ~["\\\r\n])* '"'
  ;
fragment LONG_STRING
  : '\'\'\'' (ESCAPE | ~[\\])*? '\'\'\''
  | '"""' (ESCAPE | ~[\\])*? '"""'
  ;

// What is between the quotes of an f-string; a replacement field in it is of the default mode.
mode F_STRING;

F_TEXT
  : ('{{' | '}}' | '\\' ~[{}\r\n] | '\\' LINE_END | ~[{}'"\\\r\n])+
  | '\\'
  ;

F_QUOTES
  : QUOTES { quotes(); }
  ;

F_LINE_END
  : LINE_END { lineEndInFString(); }
  ;

F_FIELD
  : [{] { beginField(); } -> type(OPEN_BRACE), pushMode(DEFAULT_MODE)
  ;

SINGLE_BRACE
  : [}]
  ;

// What follows the colon of a replacement field.
mode F_SPEC;

SPEC_TEXT
  : ('\\' ~[{}\r\n] | ~[{}'"\\\r\n])+ -> type(F_TEXT)
  ;

SPEC_QUOTES
  : QUOTES { quotesInSpec(); }
  ;

SPEC_FIELD
  : [{] { beginField(); } -> type(OPEN_BRACE), pushMode(DEFAULT_MODE)
  ;

SPEC_END
  : [}] -> type(CLOSE_BRACE), popMode
  ;

SPEC_OTHER
  : [\r\n\\] -> type(UNKNOWN)
  ;
