import { formatBytes } from "../../base/text/formatBytes";
import type { BackendEntry, ModelAnswer } from "../../protocol/schemas/models";
import { shareOf } from "./modelItems";

/** What can be downloaded for this machine's graphics cards, and where it is kept. */
export type BackendList = Extract<ModelAnswer, { type: "list-backends" }>;

/** An entry of the quick pick, without what only the editor knows. */
export interface BackendItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly entry: BackendEntry;
}

/** What a dialog asks: the question, what there is to know, and the button that says yes. */
export interface Asking {
  readonly message: string;
  readonly detail: string;
  readonly button: string;
}

/** One item for each: what can be done about it next. */
export function describeBackends({ backends }: BackendList): readonly BackendItem[] {
  return backends.map((entry) => ({
    ...describeStep(entry),
    detail: `Needs ${entry.needs}.`,
    entry,
  }));
}

function describeStep(entry: BackendEntry): Pick<BackendItem, "label" | "description"> {
  const { libraries, state, bytes, loadedBytes } = entry;
  const size = formatBytes(bytes);
  switch (state) {
    case "installed":
      return { label: `$(trash) Remove ${libraries}…`, description: "installed" };
    case "partial":
      return {
        label: `$(cloud-download) Go on downloading ${libraries}…`,
        description: `${shareOf(loadedBytes, bytes)} downloaded`,
      };
    case "other version":
      return {
        label: `$(cloud-download) Download ${libraries} again (${size})…`,
        description: "those here are for another version of Mockloop",
      };
    case "absent":
      return { label: `$(cloud-download) Download ${libraries} (${size})…`, description: "" };
  }
}

/** What is asked before hundreds of megabytes are fetched: how much, what for, what else it takes, from where and to where. */
export function askToAdd(entry: BackendEntry, dir: string): Asking {
  const { libraries, state, bytes, loadedBytes, unpackedBytes, needs } = entry;
  const isBegun = state === "partial";
  const size = isBegun
    ? `${shareOf(loadedBytes, bytes)} are here already.`
    : `${formatBytes(bytes)} are to be downloaded.`;
  return {
    message: isBegun ? `Go on downloading ${libraries}?` : `Download ${libraries}?`,
    detail: [
      `${size} They take ${formatBytes(unpackedBytes)} on the disk. The download can be cancelled at any time and goes on where it ended.`,
      `They also need ${needs}, which are not part of the download.`,
      `From the npm registry, with a checksum that is known beforehand. Kept in ${dir}.`,
    ].join("\n\n"),
    button: isBegun ? "Go on" : "Download",
  };
}

/** What is asked before they are deleted. */
export function askToRemove(entry: BackendEntry, dir: string): Asking {
  const { libraries, state, loadedBytes, unpackedBytes } = entry;
  const isPart = state === "partial";
  const size = formatBytes(isPart ? loadedBytes : unpackedBytes);
  return {
    message: isPart ? `Remove what was downloaded of ${libraries}?` : `Remove ${libraries}?`,
    detail: `${size} in ${dir} are deleted. What is part of Mockloop stays.`,
    button: "Remove",
  };
}
