/** Longer texts are cut: the model has to find them, not to read them. */
const MAX_CHARACTERS = 80;

/** A text of the mockup or the page as a JSON string: data, whatever it says. At most `maxCharacters` of it. */
export function quote(text: string, maxCharacters = MAX_CHARACTERS): string {
  const characters = Array.from(text);
  if (characters.length <= maxCharacters) return JSON.stringify(text);
  return JSON.stringify(`${characters.slice(0, maxCharacters - 1).join("")}…`);
}

/** The end of a long selector: the part that tells elements apart. Control characters cannot get through. */
export function shortSelector(selector: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = selector.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
  return clean.length <= MAX_CHARACTERS ? clean : `…${clean.slice(1 - MAX_CHARACTERS)}`;
}
