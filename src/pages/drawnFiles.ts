import { MockloopError } from "../base/errors";
import type { FilesSnapshot } from "../project/sourceFiles";
import { needsTailwind } from "../project/tailwindStyles";
import { loadTargetCode } from "../targets/loadTargetCode";

/**
 * A page's files as browsers read them: style sheets that are written for Tailwind are compiled.
 *
 * @throws MockloopError PAGE_FAILED when they cannot be.
 */
export async function drawnFiles(page: string, files: FilesSnapshot): Promise<FilesSnapshot> {
  if (!needsTailwind(files)) return files;
  const built = await (await loadTargetCode("tailwind")).build(files);
  if (built.ok) return built.files;
  throw new MockloopError("PAGE_FAILED", `${page} could not be drawn: ${built.message}`);
}

/** @throws MockloopError BAD_OPTION for a page that is written for Tailwind: what can be tidied is a style sheet that browsers read. */
export function refuseTailwind(page: string, files: FilesSnapshot): void {
  if (needsTailwind(files))
    throw new MockloopError(
      "BAD_OPTION",
      `${page} is written for Tailwind. What can be tidied is plain CSS, which browsers read as it is.`,
    );
}
