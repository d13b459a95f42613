import * as l10n from "@vscode/l10n";
import { MAX_PICTURE_BYTES } from "../../src/protocol/panelMessages";
import type { GivenPicture } from "../../src/protocol/panelMessages";

/** What was dropped or pasted, taken out of the event while it lasts. */
export interface Given {
  readonly files: readonly File[];
  /** Where pictures lie, as the editor or the web names that. */
  readonly addresses: readonly string[];
}

/** How the editor's Explorer, its tabs and other programs name what is dragged, the surest first. */
const LISTS = ["application/vnd.code.uri-list", "text/uri-list"];
/** The same, as JSON; older than the lists. */
const RESOURCES = "resourceurls";

/** Whether there is something in it that may be a picture. What it is can be read only once it was dropped. */
export const mayHavePictures = ({ types }: DataTransfer): boolean =>
  [...LISTS, RESOURCES, "Files"].some((type) => types.includes(type));

/** @param withText whether an address that was copied as text counts as well. */
export function readTransfer(data: DataTransfer, withText: boolean): Given {
  const files = [...data.files];
  if (files.length > 0) return { files, addresses: [] };
  const lists = LISTS.map((type) => linesOf(data.getData(type)));
  const candidates = [...lists, listOf(data.getData(RESOURCES))];
  if (withText) candidates.push(linesOf(data.getData("text/plain")).filter(isOfWeb));
  return { files, addresses: candidates.find((list) => list.length > 0) ?? [] };
}

const linesOf = (list: string): readonly string[] =>
  list.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));

const isOfWeb = (line: string): boolean => /^https?:\/\/\S+$/i.test(line);

function listOf(json: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** The pictures as the editor takes them, or why it would not, for people. */
export async function readGiven({
  files,
  addresses,
}: Given): Promise<readonly GivenPicture[] | string> {
  if (files.length === 0)
    return addresses.length > 0
      ? addresses.map((address) => ({ kind: "address", address }))
      : l10n.t("There is no picture in it.");
  const tooLarge = files.find(({ size }) => size > MAX_PICTURE_BYTES);
  if (tooLarge) return l10n.t("{0} is larger than a mockup may be (64 MB).", tooLarge.name);
  try {
    return await Promise.all(
      files.map(async (file) => ({
        kind: "bytes" as const,
        name: file.name || `pasted.${file.type.replace(/^image\/|\+xml$/g, "") || "png"}`,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })),
    );
  } catch {
    return l10n.t("It could not be read. A folder is none; drop the pictures in it.");
  }
}
