import * as vscode from "vscode";
import { MockloopError, userMessageOf } from "../base/errors";
import { acceptRun } from "./accept/acceptRun";
import type { AcceptOptions } from "./accept/acceptRun";
import { checkMachine } from "./engine/checkMachine";
import { chooseModel } from "./models/chooseModel";
import { COMMANDS, CONTEXTS } from "./contributions";
import { toEditorWords } from "./editorWords";
import { locateMarker, takeMarkerOut } from "./markers/markerPlace";
import { chooseMockups } from "./runs/mockupInput";
import type { MockupInput } from "./runs/mockupInput";
import type { Models } from "./models/models";
import type { Panel } from "./panel/panel";
import type { RunController } from "./runs/runController";
import { describeBusy, describeResult, hasEnded } from "./runs/runState";
import type { RunState } from "./runs/runState";
import { showDocument } from "./accept/showDocument";
import type { UndoCare } from "./accept/undoCare";
import type { MarkerPlace, Work } from "./runs/work";

interface Parts {
  readonly controller: RunController;
  readonly panel: Panel;
  readonly channel: vscode.LogOutputChannel;
  readonly undoCare: UndoCare;
  readonly models: Models;
  /** Where the page of "Check this machine" lies. */
  readonly storage: vscode.Uri;
}

/** How a refinement is asked for without its dialog. */
interface RefineOptions {
  /** In words; undefined: ask. */
  readonly instruction?: string;
  /** The ordinal of the iteration to go on from; undefined: the chosen one, else the best. */
  readonly iteration?: number;
}

/** What helps against a failure: a button and its command. */
const REMEDIES: Readonly<Record<string, readonly [string, string]>> = {
  ENGINE_FAILED: ["Refine further", COMMANDS.refine],
  MODEL_UNAVAILABLE: ["Choose Model", COMMANDS.chooseModel],
  BROWSER_NOT_FOUND: ["Check This Machine", COMMANDS.doctor],
};

/** What each command does. Errors become messages; nothing is thrown at the caller. */
export class Commands {
  constructor(private readonly parts: Parts) {}

  register(): vscode.Disposable {
    const commands: Readonly<Record<keyof typeof COMMANDS, (...args: never[]) => unknown>> = {
      generate: (clicked?: unknown, selected?: unknown) =>
        this.guard(async () => {
          const uris = await chooseMockups(clicked, selected);
          return this.generate(uris.map((uri) => ({ input: { kind: "uri", uri } })));
        }),
      refine: (options?: RefineOptions) => this.guard(() => this.refine(options ?? {})),
      cancel: (options?: { id?: string }) => {
        const { controller } = this.parts;
        const only = controller.works.find(({ id }) => id === options?.id);
        if (only || options?.id === undefined) controller.cancel(only);
      },
      accept: (options?: AcceptOptions) => this.guard(() => this.accept(options ?? {})),
      discard: (options?: { ask?: boolean }) =>
        this.guard(() => this.discard(options?.ask ?? true)),
      showPanel: () => this.parts.panel.show(),
      chooseModel: () => this.guard(() => chooseModel(this.parts.models)),
      doctor: () => this.guard(() => checkMachine(this.parts.models, this.parts.storage)),
      showLog: () => this.parts.channel.show(true),
    };
    const keys = Object.keys(commands) as (keyof typeof COMMANDS)[];
    return vscode.Disposable.from(
      ...keys.map((key) => vscode.commands.registerCommand(COMMANDS[key], commands[key])),
    );
  }

  /** A picture was dropped or pasted, and its marker is in the document. */
  async fillMarker(input: MockupInput, place: MarkerPlace): Promise<void> {
    void vscode.commands.executeCommand("setContext", CONTEXTS.dropped, true);
    await this.guard(() => this.generate([{ input, place }]));
  }

  private async generate(
    inputs: readonly { readonly input: MockupInput; readonly place?: MarkerPlace }[],
  ): Promise<readonly RunState[]> {
    if (inputs.length === 0) return [];
    this.parts.panel.show();
    const states = await this.parts.controller.generate(inputs);
    this.announce(states);
    return states;
  }

  private async refine(options: RefineOptions): Promise<RunState | undefined> {
    const work = this.shownWork();
    if (!work || !this.requireEnd(work.state)) return undefined;
    const { iteration } = options;
    if (
      iteration !== undefined &&
      !work.state.iterations.some((each) => each.ordinal === iteration)
    )
      throw new MockloopError(
        "BAD_OPTION",
        `${work.state.mockupName} has no iteration ${iteration}; it has ${work.state.iterations.length}.`,
      );
    const instruction =
      options.instruction ??
      (await vscode.window.showInputBox({
        title: `Refine ${work.state.mockupName} further`,
        prompt: "What should change? Leave it empty to just come closer to the mockup.",
        placeHolder: "for example: use the exact spacing of the cards",
      }));
    if (instruction === undefined || !this.requireEnd(work.state)) return undefined;
    this.parts.panel.show();
    if (iteration !== undefined) this.parts.controller.select(work, iteration);
    const state = await this.parts.controller.refine(work, instruction.trim());
    this.announce([state]);
    return state;
  }

  private async accept(options: AcceptOptions): Promise<boolean> {
    const { controller } = this.parts;
    const work = this.shownWork();
    if (!work || !this.requireEnd(work.state)) return false;
    const accepted = await acceptRun(work, options);
    if (!accepted) return false;
    if (accepted.filledMarker) controller.forgetPlace(work);
    this.parts.undoCare.watch(accepted.changes);
    await showDocument(accepted.document);
    if (accepted.unsaved.length > 0) {
      const names = accepted.unsaved.map((uri) => vscode.workspace.asRelativePath(uri)).join(", ");
      void vscode.window.showWarningMessage(
        `Mockloop: ${names} changed on the disk at the same moment, so the new text is not saved yet. Look at it in the editor, then save it.`,
      );
    }
    const where = vscode.workspace.asRelativePath(accepted.document);
    const count = `${accepted.files} file${accepted.files === 1 ? "" : "s"}`;
    const what = accepted.filledMarker
      ? `Inserted the code into ${where}. One undo takes it back.`
      : accepted.files === 0
        ? `Nothing to write: ${where} and its files are just like this already.`
        : `Wrote ${count}; the page is ${where}. One undo takes it back.`;
    vscode.window.setStatusBarMessage(`Mockloop: ${what}`, 10_000);
    return true;
  }

  private async discard(ask: boolean): Promise<boolean> {
    const { controller, panel } = this.parts;
    const work = this.shownWork();
    if (!work || (ask && !(await confirmDiscard(work.state)))) return false;
    const marker = work.place && (await locateMarker(work.place));
    controller.forgetPlace(work);
    if (marker) await takeMarkerOut(marker);
    await controller.remove(work);
    if (controller.works.length === 0) panel.close();
    return true;
  }

  private shownWork(): Work | undefined {
    const { shown } = this.parts.controller;
    if (!shown)
      void vscode.window.showInformationMessage(
        "Mockloop: There is no run yet. Use “Generate from mockup” first.",
      );
    return shown;
  }

  /** Whether a run has ended; says so when it has not. */
  private requireEnd(state: RunState): boolean {
    if (hasEnded(state)) return true;
    void vscode.window.showInformationMessage(`Mockloop: ${describeBusy(state)}`);
    return false;
  }

  /** Says how runs ended: failures always, successes only when the panel does not show them. */
  private announce(states: readonly RunState[]): void {
    const failed = states.filter(({ phase }) => phase === "failed");
    for (const state of failed) {
      const code = state.ended?.type === "error" ? state.ended.code : "";
      const [button] = REMEDIES[code] ?? [];
      const buttons = button === undefined ? ["Show Log"] : [button, "Show Log"];
      void vscode.window
        .showErrorMessage(`Mockloop: ${describeResult(state)}`, ...buttons)
        .then((pressed) => {
          if (pressed === "Show Log") this.parts.channel.show(true);
          else if (pressed !== undefined && REMEDIES[code])
            void vscode.commands.executeCommand(REMEDIES[code][1]);
        });
    }
    const rest = states.filter((state) => !failed.includes(state));
    if (rest.length === 0 || this.parts.panel.isVisible) return;
    void vscode.window
      .showInformationMessage(`Mockloop: ${rest.map(describeResult).join(" ")}`, "Show")
      .then((button) => {
        if (button === "Show") this.parts.panel.show();
      });
  }

  private async guard<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.parts.channel.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(`Mockloop: ${toEditorWords(userMessageOf(error))}`);
      return undefined;
    }
  }
}

/** Whether a person really wants to lose what was kept of a run; nobody is asked about a run that kept nothing. */
async function confirmDiscard({ mockupName, iterations }: RunState): Promise<boolean> {
  if (iterations.length === 0) return true;
  const count =
    iterations.length === 1 ? "Its iteration is" : `Its ${iterations.length} iterations are`;
  const detail = `${count} deleted. What you accepted stays in your workspace.`;
  const pressed = await vscode.window.showWarningMessage(
    `Discard ${mockupName}?`,
    { modal: true, detail },
    "Discard",
  );
  return pressed === "Discard";
}
