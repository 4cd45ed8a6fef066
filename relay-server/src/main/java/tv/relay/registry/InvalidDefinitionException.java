package tv.relay.registry;

/**
 * A channel definition, or the text that should have become one, breaks a rule. The message names
 * the field, says what is wrong and what to do, and never quotes what was given: sources carry
 * credentials in nearly every field.
 *
 * <p>Unchecked because the constructor of a value throws it; whoever takes definitions from outside
 * catches it at that edge.
 */
public final class InvalidDefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /** What is wrong with that field, without its name. */
  public InvalidDefinitionException(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  /** Where in the definition, such as {@code id}, {@code urls[1]} or {@code headers.Cookie}. */
  public String field() {
    return field;
  }

  /** What is wrong with the field and what to do, without the field's name. */
  public String problem() {
    return problem;
  }

  InvalidDefinitionException at(String otherField) {
    return new InvalidDefinitionException(otherField, problem);
  }
}
