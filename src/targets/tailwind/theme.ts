import { formatRule, type Declaration } from "../page/declaration";
import type { Ground } from "../page/pageTree";
import type { TokenKind, TokenNames } from "./tokens";

/** The breakpoint below which windows are narrow. */
export const NARROW = "wide";

/** What Tailwind's theme holds itself. */
const KNOWN_COLORS: Readonly<Record<string, string>> = { "--white": "#fff", "--black": "#000" };

/** The page's own values as Tailwind's theme: typefaces, colours, what comes again, and where windows are narrow. */
export class Theme {
  private readonly fonts = new Map<string, string>();
  private isNarrowUsed = false;

  constructor(
    private readonly ground: Ground,
    private readonly tokens: TokenNames,
  ) {}

  /** The name of a typeface's variable and class: "sans", "serif", "mono" for the first of its kind, else its own. */
  font(stack: string): string {
    const known = this.fonts.get(stack);
    if (known !== undefined) return known;
    const kind = /monospace$/.test(stack)
      ? "mono"
      : /(?<!sans-)serif$/.test(stack)
        ? "serif"
        : "sans";
    const [first = ""] = stack.split(",");
    const own = first
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim()
      .replaceAll(" ", "-");
    const taken = new Set(this.fonts.values());
    const name = taken.has(kind) ? (taken.has(own) ? `${own}-${taken.size}` : own) : kind;
    this.fonts.set(stack, name);
    return name;
  }

  narrow(utility: string): string {
    this.isNarrowUsed = true;
    return `max-${NARROW}:${utility}`;
  }

  /** The page's name of a value that `user`, "card", has and no scale; undefined: there is none. */
  nameValue(kind: TokenKind, value: string, user: string): string | undefined {
    return this.tokens.nameValue(kind, value, user);
  }

  /** A value with the colours as the theme calls them. */
  value(value: string): string {
    return value.replace(/var\(--(?!color-)/g, "var(--color-");
  }

  /** The `@theme` rule; "" when there is nothing of its own. */
  toString(): string {
    const { colors, narrowPx } = this.ground;
    const own = colors.filter(([name, hex]) => KNOWN_COLORS[name] !== hex);
    const all: Declaration[] = [
      ...[...this.fonts].map(([stack, name]): Declaration => [`--font-${name}`, stack]),
      ...own.map(([name, hex]): Declaration => [`--color-${name.slice(2)}`, hex]),
      ...this.tokens.declarations(),
      // As Tailwind's own breakpoints, so that they can be put in order.
      ...(this.isNarrowUsed
        ? [[`--breakpoint-${NARROW}`, `${(narrowPx + 1) / 16}rem`] as Declaration]
        : []),
    ];
    return all.length > 0 ? formatRule("@theme", all) : "";
  }
}
