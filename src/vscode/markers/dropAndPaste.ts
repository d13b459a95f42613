import { randomBytes } from "node:crypto";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isImageName } from "../contributions";
import { MARKUP_LANGUAGES } from "./markupLanguages";
import { createMarker } from "./markerComment";
import type { MockupInput } from "../runs/mockupInput";
import { nameOf } from "../runs/mockupInput";
import type { MarkerPlace } from "../runs/work";

/** Called when a marker has arrived in a document. */
export type OnMarker = (input: MockupInput, place: MarkerPlace) => void;

const title = (): string => l10n.t("Generate code from mockup here");
const KIND = vscode.DocumentDropOrPasteEditKind.Empty.append("mockloop", "mockup");
const URI_LIST = "text/uri-list";

/** What the offer yields to in documents that do not get the code itself: there a plain path comes first. */
const PLAIN_KINDS = [
  vscode.DocumentDropOrPasteEditKind.Empty.append("uri"),
  vscode.DocumentDropOrPasteEditKind.Empty.append("markdown"),
  vscode.DocumentDropOrPasteEditKind.Text,
];

/** Offers that were made and may still be taken; the oldest are forgotten. */
const MAX_OFFERS = 10;

/**
 * Offers "Generate code from mockup here" when a picture is dropped or pasted into a text editor. The offer is a marker
 * comment; which offer a person takes shows in the document, so that is what starts the run.
 */
export class DropAndPaste
  implements vscode.DocumentDropEditProvider, vscode.DocumentPasteEditProvider, vscode.Disposable
{
  private readonly offers = new Map<string, MockupInput>();
  private readonly registrations: vscode.Disposable;

  constructor(private readonly onMarker: OnMarker) {
    const selector: vscode.DocumentSelector = { scheme: "file" };
    this.registrations = vscode.Disposable.from(
      vscode.languages.registerDocumentDropEditProvider(selector, this, {
        dropMimeTypes: [URI_LIST, "image/*", "files"],
        providedDropEditKinds: [KIND],
      }),
      vscode.languages.registerDocumentPasteEditProvider(selector, this, {
        pasteMimeTypes: [URI_LIST, "image/*", "files"],
        providedPasteEditKinds: [KIND],
      }),
      vscode.workspace.onDidChangeTextDocument((event) => this.watch(event)),
    );
  }

  async provideDocumentDropEdits(
    document: vscode.TextDocument,
    _position: vscode.Position,
    dataTransfer: vscode.DataTransfer,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentDropEdit | undefined> {
    const text = await this.offer(document, dataTransfer, token);
    if (text === undefined) return undefined;
    const edit = new vscode.DocumentDropEdit(text, title(), KIND);
    edit.yieldTo = yieldIn(document);
    return edit;
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    _ranges: readonly vscode.Range[],
    dataTransfer: vscode.DataTransfer,
    context: vscode.DocumentPasteEditContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentPasteEdit[] | undefined> {
    if (context.only && !context.only.contains(KIND)) return undefined;
    const text = await this.offer(document, dataTransfer, token);
    if (text === undefined) return undefined;
    const edit = new vscode.DocumentPasteEdit(text, title(), KIND);
    edit.yieldTo = yieldIn(document);
    return [edit];
  }

  dispose(): void {
    this.registrations.dispose();
  }

  /** The markers for the pictures in `dataTransfer`, one a line; undefined when there is none. */
  private async offer(
    document: vscode.TextDocument,
    dataTransfer: vscode.DataTransfer,
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    if (!vscode.workspace.getWorkspaceFolder(document.uri)) return undefined;
    const inputs = await readPictures(dataTransfer);
    if (inputs.length === 0 || token.isCancellationRequested) return undefined;
    const markers = inputs.map((input) => {
      const id = randomBytes(3).toString("hex");
      const marker = createMarker(document.languageId, nameOf(input), id);
      this.offers.set(marker, input);
      return marker;
    });
    for (const marker of [...this.offers.keys()].slice(0, -MAX_OFFERS)) this.offers.delete(marker);
    return markers.join("\n");
  }

  private watch(event: vscode.TextDocumentChangeEvent): void {
    if (this.offers.size === 0) return;
    for (const [marker, input] of [...this.offers])
      if (event.contentChanges.some(({ text }) => text.includes(marker))) {
        this.offers.delete(marker);
        this.onMarker(input, { document: event.document.uri.toString(), marker });
      }
  }
}

function yieldIn({ languageId }: vscode.TextDocument): vscode.DocumentDropOrPasteEditKind[] {
  return MARKUP_LANGUAGES.has(languageId) ? [] : PLAIN_KINDS;
}

/** Pictures dragged from the Explorer come as addresses, those from outside as file data. */
async function readPictures(dataTransfer: vscode.DataTransfer): Promise<readonly MockupInput[]> {
  const list = await dataTransfer.get(URI_LIST)?.asString();
  const uris = (list ?? "")
    .split(/\r?\n/)
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => vscode.Uri.parse(line))
    .filter((uri) => uri.scheme !== "http" && uri.scheme !== "https" && isImageName(uri.path));
  if (uris.length > 0) return uris.map((uri) => ({ kind: "uri", uri }));

  const inputs: MockupInput[] = [];
  for (const [mime, item] of dataTransfer) {
    const file = item.asFile();
    if (!file || !(mime.startsWith("image/") || isImageName(file.name))) continue;
    const name = isImageName(file.name) ? file.name : `pasted.${mime.slice("image/".length)}`;
    inputs.push(
      file.uri ? { kind: "uri", uri: file.uri } : { kind: "bytes", name, bytes: await file.data() },
    );
  }
  return inputs;
}
