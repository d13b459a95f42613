/** "plan-card" → "planCard". What is left of a name that begins with a digit, or is a word of the language, gets a word before or behind it. */
export function camelCase(name: string): string {
  const [first = "", ...others] = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
  const small = first.charAt(0).toLowerCase() + first.slice(1);
  const joined = [small, ...others.map(capital)].join("");
  if (joined === "") return "item";
  if (/^\d/.test(joined)) return `item${joined}`;
  return RESERVED.has(joined) ? `${joined}Value` : joined;
}

/** "plan-card" → "PlanCard". */
export function pascalCase(name: string): string {
  return capital(camelCase(name));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "planCard" → "planCards", "category" → "categories", "box" → "boxes". */
export function pluralOf(word: string): string {
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  return `${word}s`;
}

/** The first of `wishes` that is not taken, else the last with a number; it is taken then. */
export function takeName(wishes: readonly string[], taken: Set<string>): string {
  const last = wishes[wishes.length - 1] ?? "item";
  let name = wishes.find((wish) => !taken.has(wish));
  for (let count = 2; name === undefined; count++)
    if (!taken.has(`${last}${count}`)) name = `${last}${count}`;
  taken.add(name);
  return name;
}

/** What no variable or prop can be called, or what means something of its own among props. */
const RESERVED = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface key let new null package private protected public ref return slot static super switch this throw true try typeof undefined var void while with yield children style".split(
    " ",
  ),
);
