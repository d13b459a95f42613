/** What the targets write, and what goes with it, as text. */
const TEXT_FILE = /\.(html?|css|[mc]?js|jsx|[mc]?ts|tsx|vue|svelte|json|svg|txt|md)$/i;

/** Whether a file of a page is text, by its name: what a model can read and edit, and an editor can merge and undo. */
export function isTextFile(path: string): boolean {
  return TEXT_FILE.test(path);
}
