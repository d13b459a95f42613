import type { Declaration } from "../page/declaration";

/** The parts of Tailwind's theme in which a page has names of its own, besides typefaces and colours. */
export type TokenKind = "text" | "leading" | "tracking" | "radius" | "shadow";

/** Finds the name that the page has for a value of an element; undefined: it has none. */
export type NameValue = (kind: TokenKind, value: string) => string | undefined;

/** How often a value stands on a page before it gets a name. */
const MIN_USES = 2;

/** What Tailwind's classes of these kinds call something else: "text-center", "shadow-none", "rounded-t". */
const TAKEN =
  /^(\d?x[sl]|sm|md|lg|base|none|full|inner|initial|inherit|normal|tight|tighter|snug|relaxed|loose|wide|wider|widest|left|center|right|justify|start|end|wrap|nowrap|balance|pretty|ellipsis|clip|white|black|current|transparent|shadow|[trblsexy]{1,2})$/;

/** The names that a page has for its values. */
export interface TokenNames {
  /** The name of a value that `user`, "card", has; undefined: it has none. */
  nameValue(kind: TokenKind, value: string, user: string): string | undefined;
  /** The theme's variables: ["--radius-card", "7px"]. */
  declarations(): readonly Declaration[];
}

/** No names yet: notes which values are asked for, and for what. */
export class TokenUses implements TokenNames {
  private readonly uses = new Map<TokenKind, Map<string, string[]>>();

  nameValue(kind: TokenKind, value: string, user: string): undefined {
    const values = this.uses.get(kind) ?? new Map<string, string[]>();
    values.set(value, [...(values.get(value) ?? []), user]);
    this.uses.set(kind, values);
  }

  declarations(): [] {
    return [];
  }

  /** Names for the values that come again. */
  name(): TokenNames {
    return new Tokens(
      new Map([...this.uses].map(([kind, values]) => [kind, nameValues(values)] as const)),
    );
  }
}

class Tokens implements TokenNames {
  constructor(private readonly names: ReadonlyMap<TokenKind, ReadonlyMap<string, string>>) {}

  nameValue(kind: TokenKind, value: string): string | undefined {
    return this.names.get(kind)?.get(value);
  }

  declarations(): Declaration[] {
    return [...this.names].flatMap(([kind, values]) =>
      [...values].map(([value, name]): Declaration => [`--${kind}-${name}`, value]),
    );
  }
}

/** The commonest first: each is called as most of what has it; if that is taken, with its size, or with a count. */
function nameValues(values: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const byUse = [...values].filter(([, users]) => users.length >= MIN_USES);
  byUse.sort(([, a], [, b]) => b.length - a.length);
  for (const [value, users] of byUse) {
    const user = commonest(users);
    const size = /^-?([\d.]+)(px|rem|em)?$/.exec(value)?.[1]?.replace(".", "-");
    const wishes = [user, `${user}-${size ?? names.size + 1}`];
    const name = wishes.find((one) => !taken.has(one) && !TAKEN.test(one));
    if (name === undefined) continue;
    taken.add(name);
    names.set(value, name);
  }
  return names;
}

function commonest(words: readonly string[]): string {
  const count = (word: string): number => words.filter((one) => one === word).length;
  return words.reduce((best, word) => (count(word) > count(best) ? word : best));
}
