/*
 * The subset of Python that NumPy scripts are written in: assignments, expressions with Python's
 * precedence, f-strings, cells and %timeit.
 */
parser grammar NumPyScriptParser;

options { tokenVocab = NumPyScriptLexer; }

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
  | text+                       # string
  | 'True'                      # true
  | 'False'                     # false
  | 'None'                      # none
  | '...'                       # ellipsis
  | '(' expressions? ')'        # parenthesized
  | '[' expressions? ']'        # list
  ;

text
  : STRING       # plainText
  | fString      # formattedText
  ;

fString
  : F_STRING_START fPart* F_STRING_END
  ;

fPart
  : F_TEXT             # literalPart
  | replacementField   # fieldPart
  ;

replacementField
  : '{' expressions debug='='? ('!' NAME)? format? '}'
  ;

format
  : ':' fPart*
  ;
