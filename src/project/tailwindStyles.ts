import type { FilesSnapshot } from "./sourceFiles";

const FOR_TAILWIND = /@(import\s+["']tailwindcss|tailwind|theme|apply|utility|variant)\b/;

/** Whether a style sheet is written for Tailwind, so that browsers cannot read it as it is. */
export function isForTailwind(path: string, bytes: Uint8Array): boolean {
  return path.endsWith(".css") && FOR_TAILWIND.test(new TextDecoder().decode(bytes));
}

/** Whether a page has style sheets that are written for Tailwind. */
export function needsTailwind(files: FilesSnapshot): boolean {
  return [...files].some(([path, bytes]) => isForTailwind(path, bytes));
}
