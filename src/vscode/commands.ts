import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../base/errors";
import type { AcceptOptions } from "./accept/acceptRun";
import { COMMANDS, CONTEXTS } from "./contributions";
import { describeThrown } from "./describeRemedy";
import { checkMachine } from "./engine/checkMachine";
import { chooseModel } from "./models/chooseModel";
import type { Models } from "./models/models";
import { actOnServer } from "./servers/actOnServer";
import type { Servers } from "./servers/servers";
import type { WaysIn } from "./pictures/waysIn";
import type { Permissions } from "./permissions/permissions";
import { showPermissions } from "./permissions/showPermissions";
import type { MockupInput } from "./runs/mockupInput";
import type { RunActions } from "./runs/runActions";
import type { RunController } from "./runs/runController";
import { describeBusy, hasEnded } from "./runs/runState";
import type { RunState } from "./runs/runState";
import { createRunCommands } from "./runsView/runCommands";
import type { RunOption } from "./runsView/runCommands";
import type { MarkerPlace } from "./runs/work";

interface Parts {
  readonly actions: RunActions;
  readonly waysIn: WaysIn;
  readonly controller: RunController;
  readonly channel: vscode.LogOutputChannel;
  readonly models: Models;
  readonly servers: Servers;
  readonly permissions: Permissions;
  readonly showPanel: () => void;
  /** Where the pages of "Check this machine" and "Test connection" lie. */
  readonly storage: vscode.Uri;
}

/** How a refinement is asked for without its dialog. */
interface RefineOptions extends RunOption {
  /** In words; undefined: ask. */
  readonly instruction?: string;
  /** The ordinal of the iteration to go on from; undefined: the chosen one, else the best. */
  readonly iteration?: number;
}

/** What each command does. Errors become messages; nothing is thrown at the caller. */
export class Commands {
  constructor(private readonly parts: Parts) {}

  register(): vscode.Disposable {
    const { actions, controller, channel, models, servers, storage, showPanel } = this.parts;
    const { permissions, waysIn } = this.parts;
    const acts = { servers, models, storage };
    const commands: Readonly<Record<keyof typeof COMMANDS, (...args: never[]) => unknown>> = {
      generate: (clicked?: unknown, selected?: unknown) =>
        this.guard(async () => {
          const begun = await actions.generateFrom(clicked, selected);
          return begun ? begun.ended : [];
        }),
      generatePage: (clicked?: unknown, selected?: unknown) =>
        this.guard(async () => {
          const begun = await actions.generatePage(clicked, selected);
          return begun ? begun.ended : [];
        }),
      generateFromAddress: () =>
        this.guard(async () => (await waysIn.generateFromAddress())?.ended),
      generateFromClipboard: () =>
        this.guard(async () => (await waysIn.generateFromClipboard())?.ended),
      refine: (options?: RefineOptions) => this.guard(() => this.refine(options ?? {})),
      cancel: (options?: RunOption) =>
        this.guard(() => {
          if (options?.run === undefined) controller.cancel();
          else actions.cancel(actions.find(options.run));
        }),
      accept: (options?: AcceptOptions & RunOption) =>
        this.guard(() => actions.accept(actions.find(options?.run), options ?? {})),
      discard: (options?: { readonly ask?: boolean } & RunOption) =>
        this.guard(() => actions.discard(actions.find(options?.run), options?.ask ?? true)),
      showPanel,
      chooseModel: () => this.guard(() => chooseModel(models, acts)),
      addServer: () => this.guard(() => actOnServer({ kind: "addServer" }, acts)),
      allowedHosts: () => this.guard(() => actOnServer({ kind: "hosts" }, acts)),
      permissions: () => this.guard(() => showPermissions(permissions)),
      doctor: () => this.guard(() => checkMachine(models, storage)),
      showLog: () => channel.show(true),
      ...createRunCommands(actions, showPanel, (act) => this.guard(act)),
    };
    const keys = Object.keys(commands) as (keyof typeof COMMANDS)[];
    return vscode.Disposable.from(
      ...keys.map((key) => vscode.commands.registerCommand(COMMANDS[key], commands[key])),
    );
  }

  /** A picture was dropped or pasted, and its marker is in the document. */
  async fillMarker(input: MockupInput, place: MarkerPlace): Promise<void> {
    void vscode.commands.executeCommand("setContext", CONTEXTS.dropped, true);
    await this.guard(() => this.parts.actions.generate([{ input, place }]));
  }

  /** Says what went wrong, and writes it into the log. What was only asked at the wrong time is no failure. */
  tell(error: unknown): void {
    const text = `Mockloop: ${describeThrown(error)}`;
    if (error instanceof MockloopError && (error.code === "BAD_OPTION" || error.code === "BUSY")) {
      this.parts.channel.info(error.message);
      void vscode.window.showInformationMessage(text);
    } else {
      this.parts.channel.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(text);
    }
  }

  private async refine(options: RefineOptions): Promise<RunState | undefined> {
    const { actions } = this.parts;
    const work = actions.find(options.run);
    if (!hasEnded(work.state)) throw new MockloopError("BUSY", describeBusy(work.state));
    const instruction =
      options.instruction ??
      (await vscode.window.showInputBox({
        title: l10n.t("Refine {0} further", work.state.mockupName),
        prompt: l10n.t("What should change? Leave it empty to just come closer to the mockup."),
        placeHolder: l10n.t("for example: use the exact spacing of the cards"),
      }));
    if (instruction === undefined) return undefined;
    const { iteration } = options;
    const begun = await actions.refine(work, { iteration, instruction: instruction.trim() });
    return begun.ended;
  }

  private async guard<T>(act: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      this.tell(error);
      return undefined;
    }
  }
}
