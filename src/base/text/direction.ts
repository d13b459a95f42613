/** Whether a text runs from right to left: its first letter is of such a script. (Unicode bidirectional algorithm, rules P2 and P3.) */
export function isRightToLeft(text: string): boolean {
  return /^\P{L}*(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(
    text,
  );
}

/** Whether a text has letters that join their neighbours, so that nothing may be set between them. */
export function hasJoinedLetters(text: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Syriac}]/u.test(text);
}
