import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type * as vscode from "vscode";
import { EventEmitter, Position, Range, TextDocumentChangeReason, Uri } from "./values";
import type { EditStep, WorkspaceEdit } from "./values";

const LANGUAGES: Readonly<Record<string, string>> = { html: "html", css: "css", md: "markdown" };

/** A text document over a file of the disk. Like the editor's it is one object for all who open it, and dirty until it is saved. */
export class FakeDocument {
  isDirty = false;
  /** Of the file as it was last read or written, ms: a file that somebody else wrote since is not overwritten. */
  private readAt = 0;
  private text = "";

  constructor(
    readonly uri: vscode.Uri,
    private readonly onSave: (document: FakeDocument) => void = () => undefined,
  ) {
    if (uri.scheme === "file") this.read();
  }

  get languageId(): string {
    return LANGUAGES[this.uri.path.split(".").at(-1) ?? ""] ?? "plaintext";
  }
  get lineCount(): number {
    return this.text.split("\n").length;
  }
  getText(): string {
    return this.text;
  }
  setText(text: string): void {
    this.text = text;
    this.isDirty = this.uri.scheme === "file" && text !== this.textOnDisk();
  }
  offsetAt({ line, character }: Position): number {
    const before = this.text.split("\n").slice(0, line);
    return Math.min(this.text.length, before.join("\n").length + (line > 0 ? 1 : 0) + character);
  }
  positionAt(offset: number): Position {
    const before = this.text.slice(0, offset).split("\n");
    return new Position(before.length - 1, before.at(-1)?.length ?? 0);
  }
  lineAt({ line }: Position): { readonly text: string } {
    return { text: this.text.split("\n")[line] ?? "" };
  }
  validateRange({ start, end }: Range): Range {
    return new Range(this.positionAt(this.offsetAt(start)), this.positionAt(this.offsetAt(end)));
  }
  /** False when the file changed on the disk behind the document's back. */
  save(): Promise<boolean> {
    const { fsPath } = this.uri;
    if (existsSync(fsPath) && statSync(fsPath).mtimeMs !== this.readAt)
      return Promise.resolve(false);
    writeFileSync(fsPath, this.text);
    this.readAt = statSync(fsPath).mtimeMs;
    this.isDirty = false;
    this.onSave(this);
    return Promise.resolve(true);
  }

  private read(): void {
    this.text = readFileSync(this.uri.fsPath, "utf8");
    this.readAt = statSync(this.uri.fsPath).mtimeMs;
  }
  private textOnDisk(): string | undefined {
    return existsSync(this.uri.fsPath) ? readFileSync(this.uri.fsPath, "utf8") : undefined;
  }
}

type TextStep = Extract<EditStep, { kind: "text" }>;

/** What one edit did, so that it can be taken back: text or file contents before and after; undefined: there was none. */
interface Change {
  readonly uri: vscode.Uri;
  readonly isText: boolean;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
}

/**
 * The documents that are open, and the edits that were applied. Undo and redo go by whole edits, newest first, of the document in
 * front. In what order the real editor takes the steps of one edit back, and what it does when a file was changed meanwhile, is for
 * tests in the real editor.
 */
export class FakeDocuments {
  readonly changed = new EventEmitter<{
    readonly document: FakeDocument;
    readonly contentChanges: readonly { readonly text: string }[];
    readonly reason: number | undefined;
  }>();
  readonly saved = new EventEmitter<FakeDocument>();
  readonly filesDeleted = new EventEmitter<{ readonly files: readonly vscode.Uri[] }>();
  private readonly open = new Map<string, FakeDocument>();
  private readonly done: (readonly Change[])[] = [];
  private readonly undone: (readonly Change[])[] = [];
  private untitled = 0;

  get all(): readonly FakeDocument[] {
    return [...this.open.values()];
  }

  openDocument(of: vscode.Uri | { readonly content: string }): FakeDocument {
    const uri = "content" in of ? Uri.parse(`untitled:${++this.untitled}`) : of;
    const known = this.open.get(uri.toString());
    const document = known ?? new FakeDocument(uri, (saved) => this.saved.fire(saved));
    if ("content" in of) document.setText(of.content);
    this.open.set(uri.toString(), document);
    return document;
  }

  /** False when a file that is to be created is there already: nothing is changed then. */
  apply({ steps }: WorkspaceEdit): boolean {
    const deleted = new Set(
      steps.flatMap(({ kind, uri }) => (kind === "delete" ? [uri.toString()] : [])),
    );
    const isInTheWay = ({ kind, uri }: EditStep): boolean =>
      kind === "create" && existsSync(uri.fsPath) && !deleted.has(uri.toString());
    if (steps.some(isInTheWay)) return false;
    const changes = steps.filter(({ kind }) => kind !== "text").map(toFileChange);
    const texts = new Map<string, TextStep[]>();
    for (const step of steps) {
      if (step.kind !== "text") continue;
      const key = step.uri.toString();
      texts.set(key, [...(texts.get(key) ?? []), step]);
    }
    for (const [uri, parts] of texts) changes.push(this.toTextChange(Uri.parse(uri), parts));
    this.make(changes, undefined);
    this.done.push(changes);
    this.undone.length = 0;
    return true;
  }

  undo(front: vscode.Uri | undefined): void {
    const changes = takeLast(this.done, front);
    if (!changes) return;
    const back = changes.map((change) => ({
      ...change,
      before: change.after,
      after: change.before,
    }));
    this.make([...back].reverse(), TextDocumentChangeReason.Undo);
    this.undone.push(changes);
  }

  redo(front: vscode.Uri | undefined): void {
    const changes = takeLast(this.undone, front);
    if (!changes) return;
    this.make(changes, TextDocumentChangeReason.Redo);
    this.done.push(changes);
  }

  private make(changes: readonly Change[], reason: number | undefined): void {
    const gone: vscode.Uri[] = [];
    for (const { uri, isText, before, after } of changes) {
      if (isText) {
        const document = this.openDocument(uri);
        const text = after?.toString() ?? "";
        if (document.getText() === text) continue;
        document.setText(text);
        this.changed.fire({ document, contentChanges: [{ text }], reason });
      } else if (after === undefined) {
        if (before === undefined || !existsSync(uri.fsPath)) continue;
        rmSync(uri.fsPath);
        this.open.delete(uri.toString());
        gone.push(uri);
      } else {
        mkdirSync(dirname(uri.fsPath), { recursive: true });
        writeFileSync(uri.fsPath, after);
      }
    }
    if (gone.length > 0) this.filesDeleted.fire({ files: gone });
  }

  private toTextChange(uri: vscode.Uri, parts: readonly TextStep[]): Change {
    const document = this.openDocument(uri);
    const before = document.getText();
    const last = (range: Range): number => document.offsetAt(range.start);
    const after = [...parts]
      .sort((a, b) => last(b.range) - last(a.range))
      .reduce(
        (text, { range, text: added }) =>
          text.slice(0, document.offsetAt(range.start)) +
          added +
          text.slice(document.offsetAt(range.end)),
        before,
      );
    return { uri, isText: true, before: Buffer.from(before), after: Buffer.from(after) };
  }
}

function toFileChange(step: EditStep): Change {
  const { uri } = step;
  const before = existsSync(uri.fsPath) ? readFileSync(uri.fsPath) : undefined;
  const after = step.kind === "create" ? Buffer.from(step.contents) : undefined;
  return { uri, isText: false, before, after };
}

/** Takes the newest entry that touches `front` (any, when nothing is in front) out of the list. */
function takeLast(
  list: (readonly Change[])[],
  front: vscode.Uri | undefined,
): readonly Change[] | undefined {
  const index = list.findLastIndex((changes) =>
    changes.some(({ uri }) => front === undefined || uri.toString() === front.toString()),
  );
  return index < 0 ? undefined : list.splice(index, 1)[0];
}
