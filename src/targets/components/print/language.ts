/** A class that a field says, as an expression: `prefix` and then what `field` holds, where it holds something. */
export interface VariantClass {
  readonly field: string;
  readonly prefix: string;
  readonly isOptional: boolean;
}

/** How the items of a list are gone through. */
export interface Loop {
  /** The list, as an expression. */
  readonly source: string;
  readonly item: string;
  /** What tells items apart, as an expression; undefined: their place does. */
  readonly key: string | undefined;
}

/** How a language writes the markup of components. What it returns as attributes is one text for each. */
export interface MarkupLanguage {
  /** What the language calls an attribute of HTML. */
  attributeName(tag: string, name: string): string;
  /** An attribute and its text; without a text: one that is there or not. */
  attribute(name: string, text: string | undefined): string;
  boundAttribute(name: string, expression: string): string;
  /** An attribute that holds a number, where the language tells them from texts. */
  numberAttribute(name: string, digits: string): string;
  /** A picture that the markup names; `name` is its import, `path` leads to it from the file. */
  asset(attribute: string, name: string, path: string): string;
  /** Whether the markup needs an import for that. */
  readonly importsAssets: boolean;
  classes(fixed: string, variant: VariantClass | undefined): readonly string[];
  /** The attributes that hand an item's fields to a component. */
  spread(item: string): string;
  /** The attributes of a tag in the language's order; those of a loop are among them. */
  arrange(attributes: readonly string[]): readonly string[];
  text(text: string): string;
  expression(expression: string): string;
  /** A text as an expression stands for it. */
  readonly breakTag: string;
  /** Whether elements without content end in their first tag, as "<div />"; else only those that HTML gives no end tag. */
  readonly closesEmpty: boolean;
  /** What repeats; `body` writes it with attributes of the loop on its outermost element. */
  loop(loop: Loop, body: (attributes: readonly string[]) => string): string;
}
