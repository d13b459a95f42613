const HIDDEN = "[secret]";

/**
 * A key or a password. Its value is in no field that can be listed: whatever prints, joins, serialises or looks into it gets
 * "[secret]", so that it reaches no journal, log or report by accident. {@link reveal} is the only way out;
 * `test/unit/model/secret.test.ts` names the files that may take it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value, for what sends it where it belongs. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  /** What Node's console and inspect show. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return HIDDEN;
  }
}
