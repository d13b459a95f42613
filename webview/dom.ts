/** Attributes as HTML has them; `true` sets an empty one, `false` and undefined leave it out. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element. Text children become text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K];
export function element(
  tag: string,
  attributes?: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElement;
export function element(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElement {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/** Sets an attribute that is there or not. */
export function toggle(node: Element, name: string, on: boolean): void {
  node.toggleAttribute(name, on);
}

/** Calls `act` when the editor's theme has changed: what is drawn has its colours no more. The editor writes them to the page's root. */
export function onThemeChange(act: () => void): void {
  const observer = new MutationObserver(act);
  for (const node of [document.documentElement, document.body])
    observer.observe(node, { attributes: true, attributeFilter: ["style", "class"] });
}
