/** What runTrials needs of the page, as the project is typed without the DOM, and what it remembers there. Types only. */

/** The computed style. */
export type PageStyle = { getPropertyValue(name: string): string } & Readonly<
  Record<string, string>
>;

export interface PageRule {
  readonly style?: { cssText: string; getPropertyValue(name: string): string };
  selectorText?: string;
  readonly cssRules?: Iterable<PageRule>;
}

export interface PageRect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

export interface PageElement {
  readonly localName: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  readonly attributes: Iterable<{ readonly name: string }>;
  readonly children: ArrayLike<PageElement>;
  readonly childNodes: ArrayLike<PageNode>;
  readonly isConnected: boolean;
  before(...nodes: readonly unknown[]): void;
  append(...nodes: readonly unknown[]): void;
  remove(): void;
  getBoundingClientRect(): PageRect;
  checkVisibility(): boolean;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  before(...nodes: readonly unknown[]): void;
}

export interface PageText {
  readonly nodeValue: string;
  readonly parentElement: PageElement | null;
}

export interface PageRange {
  selectNodeContents(node: PageText): void;
  getClientRects(): Iterable<PageRect>;
}

/** What is remembered from one command to the next, in the isolated world. */
export interface Memory {
  readonly rules: Map<number, PageRule>;
  readonly selectors: Map<number, string>;
  readonly written: readonly (readonly string[])[];
  /** Each rule's declarations as they are now; undefined: gone. */
  now: Map<number, (string | undefined)[]>;
  elements: PageElement[];
  texts: { readonly range: PageRange; readonly node: PageText; readonly element: PageElement }[];
  readonly wrappers: readonly PageElement[];
  /** Those that were taken out, the last first, with what was in them. */
  unwrapped: { readonly wrapper: PageElement; readonly inside: readonly PageNode[] }[];
  geometry: string;
  paints: Map<PageElement, string>;
}
