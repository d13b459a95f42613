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
  private readonly waiting = new Map<
    number,
    { readonly resolve: (refusal: string | null) => void; readonly isQuiet: boolean }
  >();
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
    this.showRefusal(null);
    return this.send(request, false);
  };

  /** For what nobody pressed anything for: refusals that are shown stay, and its own is not shown. */
  readonly askQuietly: Ask = (request) => this.send(request, true);

  private send(request: Unnumbered<PanelRequest>, isQuiet: boolean): Promise<string | null> {
    const id = ++this.lastId;
    this.post({ ...request, id });
    return new Promise((resolve) => this.waiting.set(id, { resolve, isQuiet }));
  }

  settle({ id, refusal }: PanelReply): void {
    const request = this.waiting.get(id);
    if (!request) return;
    this.waiting.delete(id);
    if (refusal !== null && !request.isQuiet) this.showRefusal(refusal);
    request.resolve(refusal);
  }
}
