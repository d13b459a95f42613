import { basename } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import type { GivenPicture } from "../../protocol/panelMessages";
import { IMAGE_EXTENSIONS, isImageName } from "../contributions";
import type { MockupInput } from "../runs/mockupInput";

/** What a picture that was dropped, pasted or named is; `web` makes an input of an address of the web. */
export async function readGiven(
  picture: GivenPicture,
  web: (address: string) => Promise<MockupInput>,
): Promise<MockupInput> {
  if (picture.kind === "bytes") {
    const { bytes } = picture;
    return { kind: "bytes", name: basename(picture.name) || "pasted.png", bytes };
  }
  const { address } = picture;
  if (/^https?:/i.test(address)) return web(address);
  const uri = uriOf(address);
  if (!uri)
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      l10n.t("This is no address of a file or of the web."),
    );
  if (uri.scheme === "file" && uri.authority !== "")
    // On Windows the name of this account would be told to that machine.
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      l10n.t("{0} is another machine. Copy the picture to this one first.", uri.authority),
    );
  if (isImageName(uri.path)) return { kind: "uri", uri };
  throw new MockloopError(
    "MOCKUP_UNSUPPORTED",
    l10n.t(
      "Mockloop reads pictures ({0}); {1} is none.",
      IMAGE_EXTENSIONS.join(", "),
      basename(uri.path),
    ),
  );
}

/** Schemes that say where a file of the editor's own window is; what other extensions do for theirs nobody knows. */
const OWN_SCHEMES = new Set(["file", "vscode-vfs", "vscode-userdata"]);

function uriOf(address: string): vscode.Uri | undefined {
  if (!/^[a-z][\w+.-]+:/i.test(address)) return undefined;
  const uri = vscode.Uri.parse(address);
  // The window names what is on the machine that this runs on so; that machine itself knows it as a file.
  if (uri.scheme === "vscode-remote") return vscode.Uri.file(uri.path);
  return OWN_SCHEMES.has(uri.scheme) ? uri : undefined;
}
