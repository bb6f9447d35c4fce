/*
 * The subset of Python that NumPy scripts are written in: assignments, expressions with Python's
 * precedence, cells and %timeit. The lexer also names what Python has and this language has not,
 * so that it is refused with a message of its own.
 */
grammar NumPyScript;

@lexer::members {
  private int openBrackets;

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
      getInputStream().seek(_tokenStartCharIndex + 1);
      getInterpreter().setCharPositionInLine(_tokenStartCharPositionInLine + 1);
      setType(otherwise);
    }
  }

  /** Blanks before a statement are an indentation, those of an empty line are not. */
  private void blanks() {
    int next = getInputStream().LA(1);
    skipUnless(startsLine() && next != '\r' && next != '\n' && next != '#');
  }

  @Override
  public Token emit() {
    Token token = super.emit();
    switch (token.getType()) {
      case OPEN_PARENTHESIS, OPEN_BRACKET, OPEN_BRACE -> openBrackets++;
      case CLOSE_PARENTHESIS, CLOSE_BRACKET, CLOSE_BRACE ->
          openBrackets = Math.max(0, openBrackets - 1);
      default -> {}
    }
    return token;
  }
}

script
  : line* EOF
  ;

line
  : NEWLINE                          # blankLine
  | CELL_MARK                        # cellMark
  | CELL_TIMEIT statements? NEWLINE  # cellTimeit
  | LINE_TIMEIT statements NEWLINE   # lineTimeit
  | statements NEWLINE               # plainLine
  ;

statements
  : statement (';' statement)* endsSilently=';'?
  ;

statement
  : 'import' imported (',' imported)*                                                 # importing
  | expressions ( ('=' expressions)+ | AUGMENTED_ASSIGNMENT expressions )?            # evaluation
  ;

imported
  : dottedName ('as' NAME)?
  ;

dottedName
  : NAME ('.' NAME)*
  ;

// With a comma, even a trailing one, this is a tuple.
expressions
  : expression (',' expression)* ','?
  ;

expression
  : conjunction ('or' conjunction)*
  ;

conjunction
  : inversion ('and' inversion)*
  ;

inversion
  : 'not' inversion  # negation
  | comparison       # plainComparison
  ;

comparison
  : operation (comparator operation)*
  ;

comparator
  : '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not' 'in'
  ;

operation
  : primary                                                 # operand
  | <assoc = right> operation operator='**' operation       # binary
  | operator=('+' | '-' | '~') operation                    # unary
  | operation operator=('*' | '/' | '//' | '%' | '@') operation   # binary
  | operation operator=('+' | '-') operation                # binary
  | operation operator=('<<' | '>>') operation              # binary
  | operation operator='&' operation                        # binary
  | operation operator='^' operation                        # binary
  | operation operator='|' operation                        # binary
  ;

primary
  : atom                                # plainAtom
  | primary '.' NAME                    # attribute
  | primary '(' arguments? ')'          # call
  | primary '[' subscripts ']'          # subscription
  ;

arguments
  : argument (',' argument)* ','?
  ;

argument
  : (NAME '=')? expression
  ;

// With a comma, even a trailing one, this is a tuple.
subscripts
  : subscript (',' subscript)* ','?
  ;

subscript
  : expression                                                               # indexSubscript
  | start=expression? ':' stop=expression? (':' step=expression?)?           # sliceSubscript
  ;

atom
  : NAME                        # name
  | INTEGER                     # integer
  | FLOAT                       # float
  | IMAGINARY                   # imaginary
  | STRING+                     # string
  | 'True'                      # true
  | 'False'                     # false
  | 'None'                      # none
  | '...'                       # ellipsis
  | '(' expressions? ')'        # parenthesized
  | '[' expressions? ']'        # list
  ;

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
  : '!' NAME { onlyAtLineStart(UNKNOWN); }
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
  : ':=' | '->'
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

UNSUPPORTED_STRING
  : ([fFbB] | [rR] [fFbB] | [fFbB] [rR]) (SHORT_STRING | LONG_STRING)
  ;

UNTERMINATED_STRING
  : [rRuUfFbB]? ('\'' ~['\r\n]* | '"' ~["\r\n]*)
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
fragment ESCAPE : '\\' ('\r'? '\n' | ~[\r\n]) ;
fragment SHORT_STRING
  : '\'' (ESCAPE | ~['\\\r\n])* '\''
  | '"' (ESCAPE | ~["\\\r\n])* '"'
  ;
fragment LONG_STRING
  : '\'\'\'' (ESCAPE | ~[\\])*? '\'\'\''
  | '"""' (ESCAPE | ~[\\])*? '"""'
  ;
