/** What a part is: the element it is written as, and what a person would call it. */
export interface Meaning {
  /** An HTML tag; "div" where it means nothing. */
  readonly tag: string;
  /** A class name in kebab case: "card", "plan-name". */
  readonly name: string;
  /** Attributes that belong to the meaning: `type`, `placeholder`, `aria-current`. */
  readonly attributes?: Readonly<Record<string, string>>;
}
