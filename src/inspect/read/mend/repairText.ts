/**
 * Undoes what the reader is known to do to user-interface text. Every rule is about a reading that is no sensible text
 * as it stands, so that right readings pass unchanged.
 */
export function repairText(text: string): string {
  return RULES.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text,
  )
    .replace(HEX_COLOR, (color) => color.replace(/[lI]/g, "1").replace(/O/gi, "0"))
    .replace(/\s+/g, " ")
    .trim();
}

/** A colour, also with the letters that its digits are taken for. */
const HEX_COLOR = /(?<![\w#])#[\da-fA-FlIoO]{6}(?!\w)/g;

const RULES: readonly (readonly [RegExp, string])[] = [
  // "|" for the pronoun: where a sentence begins, or alone among at least four words of a sentence.
  [/^\|(?=\s[a-z])/, "I"],
  [/(?<=^[^|]*\w\s)\|(?=\s[a-z][^|]*$)(?<=\w+\s\w+\s\||\|(?=\s\w+\s\w+))/, "I"],
  [/(?<=^|\s)[|l1](?=['’](?:m|ll|ve|d)\b)/g, "I"],
  // The same at the end of a line, or where a sentence begins in it.
  [/(?<=(?:^|\s)[a-z]+\s[a-z]+\s)\|$/, "I"],
  [/(?<=[a-z][.!?]\s)\|(?=\s[a-z])/g, "I"],
  // Inside a word it is a letter: "|tem" begins with I, "al|" ends with l.
  [/(?<=^|\s)\|(?=[a-z]{2})/g, "I"],
  [/(?<=[a-z])\|(?=[a-z]|\s|$)/g, "l"],
  // Amounts: the decimal point of "$20:60", the zero of "$O.99".
  [/(?<=[$€£]\d{1,6}):(?=\d\d(?:\D|$))/g, "."],
  [/(?<=[$€£\d])O(?=[.,\d])/g, "0"],
  // A hex colour has one "#": "##36b9cc", "ff1cc88a".
  [/^(?:#{2,}|#?f?f[#i1]*)(?=[0-9a-f]{6}$)/i, "#"],
  // Ornaments between or before words.
  [/^[*«»¢°](?=\s[A-Z])/, "•"],
  [/(?<=\w\s)[»«](?=\s\w)/g, "•"],
  [/^([▲▼△▽►◄◀▶●○■□·•])(?=[\p{L}\p{N}])/u, "$1 "],
  [/^\(?[cC]\)(?=\s?(?:\d{4}|[A-Z]))/, "©"],
  // Two straight single quotes are a double one.
  [/''/g, '"'],
];
