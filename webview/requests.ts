import * as l10n from "@vscode/l10n";
import type { PanelReply, PanelRequest } from "../src/protocol/panelMessages";

/** A request without its id. */
type Unnumbered<R> = R extends unknown ? Omit<R, "id"> : never;

/** Sends a request. Resolves with why it was refused, for people; null: it was done. */
export type Ask = (request: Unnumbered<PanelRequest>) => Promise<string | null>;

const moved = (): string =>
  l10n.t("Another run came to be shown at this moment. Nothing was done.");

/** Sends requests, numbered, and brings each its reply. */
export class Requests {
  private readonly waiting = new Map<number, (refusal: string | null) => void>();
  /** The clock, so that a reply to a page that was taken down is none to the page after it. */
  private lastId = Date.now();
  private pressed: string | null | undefined;

  constructor(
    private readonly post: (request: PanelRequest) => void,
    /** Shows why the last request was refused; null: it was not, or its reply is not here yet. */
    private readonly showRefusal: (refusal: string | null) => void,
  ) {}

  /** A button or a key went down while this run was shown: what comes of it is meant for this one. */
  press(run: string | null): void {
    this.pressed = run;
  }

  /** What came of it has come. */
  release(): void {
    this.pressed = undefined;
  }

  readonly ask: Ask = (request) => {
    const isForOther =
      "run" in request && request.type !== "show-run" && request.run !== this.pressed;
    if (this.pressed !== undefined && isForOther) {
      const refusal = moved();
      this.showRefusal(refusal);
      return Promise.resolve(refusal);
    }
    const id = ++this.lastId;
    this.showRefusal(null);
    this.post({ ...request, id });
    return new Promise((resolve) => this.waiting.set(id, resolve));
  };

  settle({ id, refusal }: PanelReply): void {
    const resolve = this.waiting.get(id);
    if (!resolve) return;
    this.waiting.delete(id);
    if (refusal !== null) this.showRefusal(refusal);
    resolve(refusal);
  }
}
