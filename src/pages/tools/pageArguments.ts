import { basename } from "node:path";
import type * as Type from "typebox";
import type { Shape } from "../../base/schema";
import type { Size } from "../../base/geometry";
import type { FilesSnapshot } from "../../project/sourceFiles";
import type { AllowedFolders } from "../allowedFolders";
import { readPageFolder } from "../readPageFolder";
import { height, pagePath, scale, width } from "./parameters";

const DEFAULT_WINDOW = { width: 1440, height: 900 } as const;

/** What a tool is told that looks at a page alone: the page, and the window it is looked at in. */
export const pageArguments = { page: pagePath, width, height, scale };
type PageArguments = Shape<Type.TObject<typeof pageArguments>>;

/** A page as it is drawn: its files, which of them it is, and the window. */
interface FoundPage {
  /** The page's real path. */
  readonly page: string;
  readonly drawn: {
    readonly files: FilesSnapshot;
    readonly entry: string;
    readonly viewport: Size;
    readonly deviceScaleFactor: number;
  };
}

/** Finds and reads what was named. @throws MockloopError what finding and reading it throws. */
export async function findPage(
  folders: AllowedFolders,
  args: PageArguments,
  signal: AbortSignal,
): Promise<FoundPage> {
  const page = await folders.find(args.page);
  const viewport = {
    width: args.width ?? DEFAULT_WINDOW.width,
    height: args.height ?? DEFAULT_WINDOW.height,
  };
  const files = await readPageFolder(page, signal);
  return {
    page,
    drawn: { files, entry: basename(page), viewport, deviceScaleFactor: args.scale ?? 1 },
  };
}
