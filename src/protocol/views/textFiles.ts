/** What people read; the rest are pictures and fonts. */
const TEXT = /\.(html?|css|js|jsx|ts|tsx|vue|svelte|json|svg|md|txt)$/i;

/** Whether a file of a page is text, by its name. */
export function isText(path: string): boolean {
  return TEXT.test(path);
}
