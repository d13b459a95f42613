import type { FilesSnapshot } from "../../project/sourceFiles";
import type { Renderer } from "../../render/renderer";
import { findDrops } from "./findHypotheses";
import { applyTrials } from "./hypothesis";
import { withoutLooseClasses } from "./looseClasses";
import type { CheckedPage } from "./pageCheck";
import { readTidySource, writeTidySource } from "./tidySource";
import { tryRules } from "./tryRules";

/** A page that says less, and by how many declarations. */
export interface LeanPage {
  readonly files: FilesSnapshot;
  readonly left: number;
}

/**
 * The page without the declarations that it looks the same without, in its own window and in narrower and wider ones, and without the
 * classes that are left without a rule: the part of tidying that one open page tells, without any screenshot. Undefined: it needs all
 * that it says. For pages of the program's own, whose style sheets say what they must and nothing for what people do with them.
 *
 * @param options `timeoutMs` for all of it.
 * @throws AbortError; MockloopError as Renderer.tryOut.
 */
export async function leaveOut(
  renderer: Renderer,
  page: CheckedPage,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<LeanPage | undefined> {
  const source = readTidySource(page.files, page.entry);
  const found = await tryRules(renderer, page, source, findDrops(source.rules), options);
  if (found.length === 0) return undefined;
  applyTrials(
    source.rules,
    found.map(({ trial }) => trial),
  );
  return { files: writeTidySource(source, withoutLooseClasses(source)), left: found.length };
}
