/** A text from outside, or its beginning of `most` UTF-16 units and a sign that there was more. */
export function cutText(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
