import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import type { SteerMessage } from "../../protocol/steering";
import { acceptRun } from "../accept/acceptRun";
import type { AcceptOptions } from "../accept/acceptRun";
import { showAccepted } from "../accept/showAccepted";
import type { UndoCare } from "../accept/undoCare";
import { locateMarker, takeMarkerOut } from "../markers/markerPlace";
import { announce } from "./announce";
import { chooseMockups, pickPictures } from "./mockupInput";
import type { Begun, Refinement, RunController } from "./runController";
import { describeBusy, hasEnded, nameOfRun } from "./runState";
import type { RunState } from "./runState";
import { asOnePage } from "./severalMockups";
import type { Work } from "./work";
import type { Admission, Works } from "./works";

/** Where runs are shown. */
export interface RunViewer {
  readonly isVisible: boolean;
  show(): void;
  close(): void;
}

interface Parts {
  readonly works: Works;
  readonly controller: RunController;
  readonly undoCare: UndoCare;
  readonly viewer: () => RunViewer;
  /** Told what went wrong with a run besides what its state says. */
  readonly onError: (error: unknown) => void;
}

/**
 * What people do with runs, from a command, the panel or a marker. Each takes the run it is about; what is refused is thrown as a
 * MockloopError (BAD_OPTION when the run is gone, BUSY), and whoever asked says so.
 */
export class RunActions {
  constructor(private readonly parts: Parts) {}

  /** The run with this id; undefined: the one that is shown. @throws MockloopError BAD_OPTION when it is gone, or there is none. */
  find(id: string | undefined): Work {
    const { works } = this.parts;
    const work = id === undefined ? works.shown : works.find(id);
    if (work) return work;
    throw new MockloopError(
      "BAD_OPTION",
      id === undefined
        ? l10n.t("There is no run yet. Use “Generate from mockup” first.")
        : l10n.t("This run is no longer there."),
    );
  }

  /** Begins with the pictures a menu passes, or the one that is open, or those the person picks; undefined: none. */
  async generateFrom(
    clicked?: unknown,
    selected?: unknown,
  ): Promise<Begun<readonly RunState[] | undefined> | undefined> {
    const uris = await chooseMockups(clicked, selected);
    if (uris.length === 0) return undefined;
    return this.generate(uris.map((uri) => ({ input: { kind: "uri", uri } })));
  }

  /** Begins with several pictures, those a menu passes or those the person picks, as mockups of one page; undefined: none. */
  async generatePage(
    clicked?: unknown,
    selected?: unknown,
  ): Promise<Begun<readonly RunState[] | undefined> | undefined> {
    const uris = await chooseMockups(clicked, selected, pickPictures);
    if (uris.length === 0) return undefined;
    return this.generate([asOnePage(uris.map((uri) => ({ kind: "uri", uri })))]);
  }

  /** Brings the panel to the front and begins with mockups; says how they ended. */
  async generate(
    admissions: readonly Admission[],
  ): Promise<Begun<readonly RunState[] | undefined>> {
    this.parts.viewer().show();
    return this.tellEnd(await this.parts.controller.generate(admissions), (states) => states);
  }

  /** Goes on with a run, and says how it ended. */
  async refine(work: Work, refinement: Refinement): Promise<Begun<RunState | undefined>> {
    const begun = await this.parts.controller.refine(work, refinement);
    this.parts.viewer().show();
    return this.tellEnd(begun, (state) => [state]);
  }

  cancel(work: Work): void {
    if (hasEnded(work.state))
      throw new MockloopError(
        "BAD_OPTION",
        l10n.t("{0} has ended already.", work.state.mockupName),
      );
    this.parts.controller.cancel(work);
  }

  /** Says something to a run under way; it tells when it has heard it. */
  steer(work: Work, message: SteerMessage): void {
    this.parts.controller.steer(work, message);
  }

  /** Leaves parts of the mockup out of the measuring, or pins them. */
  mark(work: Work, message: Extract<SteerMessage, { type: "mask" | "pin" }>): void {
    this.parts.controller.mark(work, message);
  }

  /** Makes an iteration the one that is shown, accepted and refined. */
  select(work: Work, ordinal: number): void {
    this.parts.works.select(work, ordinal);
  }

  show(work: Work): void {
    this.parts.works.show(work);
  }

  /** Calls a run by this name; empty: as its mockup is called. */
  rename(work: Work, name: string): void {
    this.parts.works.rename(work, name.trim() === "" ? undefined : name.trim());
  }

  /** Writes an iteration's files into the workspace and shows the page. Resolves with whether it was done: a person may decide against it. */
  async accept(work: Work, options: AcceptOptions): Promise<boolean> {
    if (!hasEnded(work.state)) throw new MockloopError("BUSY", describeBusy(work.state));
    const accepted = await acceptRun(work, options);
    if (!accepted) return false;
    if (accepted.filledMarker) this.parts.works.forgetPlace(work);
    this.parts.undoCare.watch(accepted.changes);
    await showAccepted(accepted);
    return true;
  }

  /** Deletes a run, and its marker in a document. Resolves with whether it was done: a person is asked, unless `ask` is false. */
  async discard(work: Work, ask: boolean): Promise<boolean> {
    const { works, controller, viewer } = this.parts;
    if (ask && !(await confirmDiscard(work.state))) return false;
    const marker = work.place && (await locateMarker(work.place));
    works.forgetPlace(work);
    if (marker) await takeMarkerOut(marker);
    await controller.remove(work);
    if (works.all.length === 0) viewer().close();
    return true;
  }

  /** Says how a run ended. The promise returned resolves with undefined when that could not be learned. */
  private tellEnd<T>(
    { ended }: Begun<T>,
    statesOf: (result: T) => readonly RunState[],
  ): Begun<T | undefined> {
    const told = ended.then(
      (result) => {
        announce(statesOf(result), this.parts.viewer().isVisible);
        return result;
      },
      (error: unknown) => {
        this.parts.onError(error);
        return undefined;
      },
    );
    return { ended: told };
  }
}

/** Whether a person really wants to lose what was kept of a run; nobody is asked about a run that kept nothing. */
async function confirmDiscard(state: RunState): Promise<boolean> {
  const { iterations } = state;
  if (iterations.length === 0) return true;
  const detail =
    iterations.length === 1
      ? l10n.t("Its iteration is deleted. What you accepted stays in your workspace.")
      : l10n.t(
          "Its {0} iterations are deleted. What you accepted stays in your workspace.",
          iterations.length,
        );
  const pressed = await vscode.window.showWarningMessage(
    l10n.t("Discard {0}?", nameOfRun(state)),
    { modal: true, detail },
    l10n.t("Discard"),
  );
  return pressed === l10n.t("Discard");
}
