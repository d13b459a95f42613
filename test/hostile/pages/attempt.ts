import type { RenderFact } from "../../../src/render/renderer";

/** One way out that a page may try. */
export interface HostileAttempt {
  readonly name: string;
  /** The page; `outside` is a server ("http://127.0.0.1:1234"), `udpPort` a port of the same machine. */
  readonly html: (outside: string, udpPort: number) => string;
  /** Further files of the page. */
  readonly others?: ((outside: string) => Record<string, string>) | undefined;
  /** What the renderer must report; undefined where a browser keeps it to itself. */
  readonly reported: RenderFact["kind"] | undefined;
  /** In which browsers the attempt reaches the server without protection, so that its test can fail there. */
  readonly reaches: Reach;
  /** Whether it waits until its page is left. */
  readonly leaves?: boolean;
}

/**
 * "every": in each. "full": in a full Chrome only; its headless shell lacks the feature. "none": in no headless browser.
 * A test holds each browser to these, in both directions. "some": it depends on the browser's version; nothing is asserted.
 */
export type Reach = "every" | "full" | "none" | "some";

export type Html = HostileAttempt["html"];
export type Way = readonly [name: string, html: Html];

export const script = (code: string): string =>
  `<!doctype html><p>page</p><script>${code}</script>`;

/** A module, whose `await` may fail without a word. */
export const module = (code: string): string =>
  `<!doctype html><p>page</p><script type="module">try{${code}}catch{}</script>`;

export function attempts(
  ways: readonly Way[],
  reported: HostileAttempt["reported"],
  /** Those that not every browser follows without protection either. */
  exceptions: Readonly<Record<string, Reach>> = {},
): readonly HostileAttempt[] {
  return ways.map(([name, html]) => ({
    name,
    html,
    reported,
    reaches: exceptions[name] ?? "every",
  }));
}
