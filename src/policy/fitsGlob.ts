/** Of a glob with more alternatives nobody says what it means. */
export const MAX_ALTERNATIVES = 64;

/** One character of a glob's segment: itself, any one, one of a class, or any number of any. */
type Token =
  | { readonly kind: "one"; readonly character: string }
  | { readonly kind: "any" }
  | {
      readonly kind: "class";
      readonly isNot: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    }
  | { readonly kind: "star" };

/**
 * Whether a "/"-separated path fits a glob: `*` any part of a name, `?` one character of it, `[a-z]` and `[!a-z]` one of a class, `**` any
 * folders, `{a,b}` either, `\` before what is meant as it stands, `!` before all of it its opposite. Takes time proportional to both
 * lengths' product for each alternative: a glob may be a stranger's, and made to take for ever where it is a regular expression.
 *
 * @param inDoubt what is said of a glob that has too many alternatives.
 */
export function fitsGlob(path: string, glob: string, inDoubt: boolean): boolean {
  const alternatives = alternativesOf(glob);
  if (!alternatives) return inDoubt;
  if (glob.startsWith("!")) return !fitsGlob(path, glob.slice(1), !inDoubt);
  const names = path.split("/").map((name) => [...name]);
  return alternatives.some((one) => {
    const segments = endedWithName(
      one
        .replace(/(?<=^|\/)\*\*(\/\*\*)+(?=\/|$)/g, "**")
        .split("/")
        .map(tokensOf),
    );
    return matchesInOrder(names, segments, isGlobstar, (name, tokens) =>
      matchesInOrder(name, tokens, ({ kind }) => kind === "star", fits),
    );
  });
}

/**
 * Whether items fit a pattern in which some parts stand for any number of items. Only the newest of these need be tried again, since
 * whatever an older one could take the newest can take as well.
 */
function matchesInOrder<Item, Part>(
  items: readonly Item[],
  pattern: readonly Part[],
  isAnyNumber: (part: Part) => boolean,
  fitsOne: (item: Item, part: Part) => boolean,
): boolean {
  let [at, next] = [0, 0];
  let retry: { part: number; item: number } | undefined;
  while (at < items.length) {
    const [item, part] = [items[at], pattern[next]];
    if (part !== undefined && isAnyNumber(part)) {
      retry = { part: ++next, item: at };
    } else if (item !== undefined && part !== undefined && fitsOne(item, part)) {
      at++;
      next++;
    } else if (retry) {
      next = retry.part;
      at = ++retry.item;
    } else return false;
  }
  return pattern.slice(next).every(isAnyNumber);
}

/** "a/**" is also about the folder a itself; "*" + "/**" is about what is in folders alone: its end stands for one name at least. */
function endedWithName(segments: readonly (readonly Token[])[]): readonly (readonly Token[])[] {
  const [before, last] = segments.slice(-2);
  const isOpen = before?.at(-1)?.kind === "star" && !isGlobstar(before);
  return isOpen && last && isGlobstar(last) ? [...segments, [{ kind: "star" }]] : segments;
}

/** A segment "**". */
const isGlobstar = (tokens: readonly Token[]): boolean =>
  tokens.length === 2 && tokens.every(({ kind }) => kind === "star");

function fits(character: string, token: Token): boolean {
  switch (token.kind) {
    case "one":
      return character === token.character;
    case "class":
      return (
        token.ranges.some(([from, to]) => from <= character && character <= to) !== token.isNot
      );
    default:
      return true;
  }
}

function tokensOf(segment: string): readonly Token[] {
  const pattern = /\\(.)|\[([!^]?)((?:\\.|[^\]\\])(?:\\.|[^\]\\])*)\]|(\*)|(\?)|(.)/gsu;
  return [...segment.matchAll(pattern)].map(([, escaped, not, inner, star, any, plain]): Token => {
    if (star !== undefined) return { kind: "star" };
    if (any !== undefined) return { kind: "any" };
    if (inner === undefined) return { kind: "one", character: escaped ?? plain ?? "" };
    const ranges = [...inner.matchAll(/\\?(.)(?:-\\?(.))?/gsu)].map(
      ([, from = "", to = from]) => [from, to] as const,
    );
    return { kind: "class", isNot: not !== "", ranges };
  });
}

/** What a glob means by its braces: "{a,b}/{c,d}" is "a/c", "a/d", "b/c" or "b/d". Undefined: they are more than {@link MAX_ALTERNATIVES}. */
export function alternativesOf(glob: string): readonly string[] | undefined {
  const done: string[] = [];
  const waiting = [glob];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (done.length + waiting.length >= MAX_ALTERNATIVES) return undefined;
    const braces =
      /^((?:\\.|[^\\])*?)\{((?:\\.|[^\\{}])*,(?:\\.|[^\\{}])*)\}(.*)$/s.exec(one) ?? [];
    const [, before = "", inner, after = ""] = braces;
    if (inner === undefined) done.push(one);
    else
      for (const part of inner.match(/(?:\\.|[^\\,])+|(?<=,|^)(?=,|$)/gs) ?? [])
        waiting.push(`${before}${part}${after}`);
  }
  return done;
}
