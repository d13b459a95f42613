import { WORDS } from "../texts/words";

/** What a field is called and what it takes. */
export interface FieldFacts {
  /** Unique on the page. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly autocomplete: string | undefined;
  /** Whether the words in it ask for something, rather than being what was typed. */
  readonly isPrompt: boolean;
}

/** What words say about the type and the `autocomplete` token of a field (HTML standard, autofill). First match counts. */
const TYPES: readonly (readonly [words: RegExp, type: string, autocomplete?: string])[] = [
  [/e-?mail/u, "email", "email"],
  [/(repeat|confirm|new).*password|password.*(again|repeat)/u, "password", "new-password"],
  [/password|passcode/u, "password", "current-password"],
  [/search|find/u, "search"],
  [/phone|mobile|\btel\b/u, "tel", "tel"],
  [/website|\burl\b|homepage/u, "url", "url"],
  [/first name|given name/u, "text", "given-name"],
  [/last name|surname|family name/u, "text", "family-name"],
  [/user ?name|^login$/u, "text", "username"],
  [/full name|your name|^(enter your )?name$/u, "text", "name"],
  [/company|organi[sz]ation/u, "text", "organization"],
  [/postal|postcode|\bzip\b/u, "text", "postal-code"],
  [/street|address/u, "text", "address-line1"],
  [/city|town/u, "text", "address-level2"],
  [/country/u, "text", "country-name"],
  [/card number|credit card/u, "text", "cc-number"],
  [/\bcv[vc]\b/u, "text", "cc-csc"],
];

/** @param taken The ids on the page so far; the field's own is added. */
export function describeField(
  label: string | undefined,
  text: string | undefined,
  taken: Set<string>,
): FieldFacts {
  const words = (label ?? text ?? "").toLowerCase();
  const both = `${words} ${(text ?? "").toLowerCase()}`.trim();
  const found = TYPES.find(([pattern]) => pattern.test(words) || pattern.test(both));
  const name = slug(label ?? text ?? "") || "field";
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${String.fromCharCode(95 + n)}`;
  taken.add(id);
  const low = (text ?? "").toLowerCase();
  const isPrompt =
    !label || WORDS.prompt.test(low) || WORDS.asked.test(low) || /^[0-9 x/.-]*$/u.test(low);
  const typed = !isPrompt && found && /^(email|url|tel|search)$/.test(found[1]);
  return {
    id,
    name: id,
    type: found && (isPrompt || typed) ? found[1] : "text",
    autocomplete: found?.[2],
    isPrompt,
  };
}

/** "Your e-mail" → "your-e-mail"; at most four words, no digits at the end. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|[-0-9]+$/g, "")
    .split("-")
    .slice(0, 4)
    .join("-");
}
