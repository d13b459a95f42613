/** `designs/sign up@2x.png` → `sign-up`: fit for a folder's name on every platform, never empty. */
export function folderNameOf(mockupName: string): string {
  const name = mockupName
    .replace(/^.*[/\\]/, "")
    .replace(/\.[^.]+$/, "")
    .replace(/@\d+(\.\d+)?x$/i, "")
    .normalize("NFKD")
    .replace(/[^\p{Letter}\p{Number}_-]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return name || "mockup";
}

/**
 * The setting `mockloop.outputFolder` for one mockup, as path segments below the workspace folder.
 *
 * @param template may hold `${mockupFolder}` (relative to the workspace folder) and `${mockupName}`; both slashes are understood.
 * @param mockupFolder segments of the mockup's folder; empty when it lies outside the workspace.
 * @returns undefined when the template leads outside the workspace folder, or into a hidden folder: what lies in .git, .vscode and
 * their like is run by other programs.
 */
export function expandOutputFolder(
  template: string,
  mockupFolder: readonly string[],
  mockupName: string,
): readonly string[] | undefined {
  const path = template
    .replaceAll("${mockupFolder}", mockupFolder.join("/"))
    .replaceAll("${mockupName}", folderNameOf(mockupName));
  if (/^[a-z]:/i.test(path)) return undefined;
  const segments: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (segments.pop() === undefined) return undefined;
    } else segments.push(part);
  }
  const isHidden = (part: string): boolean => part.startsWith(".") && !mockupFolder.includes(part);
  return segments.some(isHidden) ? undefined : segments;
}
