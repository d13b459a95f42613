/** Characters that readers take for each other, and often in the same way. */
const ALIKE: readonly string[] = ["0O", "1lI"];
/** Between digits before exactly three: a thousand's mark or a decimal point. */
const THOUSANDS = /(?<=\d)[.,](?=\d{3}(?!\d))/g;
/** Between numbers: a letter, or the sign of a product. */
const TIMES = /(?<=\d\s?)x(?=\s?\d)/g;
/** More variants of one line are more drawing than they tell. */
const MOST = 6;

/**
 * The ways a code or a number may have been misread by every reader alike: "INV-0O1l" as "INV-0011", "1,101" as "1.101", "30 × 20" as
 * "30 x 20". Each differs from `text` in one character of a word that mixes letters and digits, in its thousands' marks or its signs between
 * numbers; none for texts without either,
 * whose letters tell by themselves.
 */
export function mistakable(text: string): string[] {
  const marks = text.match(THOUSANDS) ?? [];
  const variants = [",", "."]
    .filter((mark) => marks.some((other) => other !== mark))
    .map((mark) => text.replace(THOUSANDS, mark));
  const product = text.replace(TIMES, "×");
  if (product !== text) variants.push(product);
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    if (!isCode(word)) continue;
    for (let i = 0; i < word.length; i++) {
      const character = word[i] as string;
      const group = ALIKE.find((some) => some.includes(character)) ?? "";
      for (const other of group)
        if (other !== character)
          variants.push(text.slice(0, index + i) + other + text.slice(index + i + 1));
    }
  }
  return variants.slice(0, MOST);
}

/** Letters and digits in one word of four or more: an order's number, a colour, a key. Amounts and units ("11k", "16px") are none. */
function isCode(word: string): boolean {
  const plain = word.replace(/[^\p{L}\p{N}]/gu, "");
  return (
    plain.length >= 4 &&
    /\p{L}/u.test(plain) &&
    /\p{N}/u.test(plain) &&
    !/^\d+(?:\p{Ll}+|\p{L}{1,2})$/u.test(plain)
  );
}
