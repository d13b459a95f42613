import { join } from "node:path";
import * as vscode from "vscode";
import { answerServerQuestion } from "../../../../src/app/engine/answerServerQuestion";
import type { ServerAnswerOptions } from "../../../../src/app/engine/answerServerQuestion";
import type { Question } from "../../../../src/protocol/schemas/questions/questions";
import type { ServerQuestion } from "../../../../src/protocol/schemas/questions/servers";
import type { EngineClient } from "../../../../src/vscode/engine/engineClient";
import { Models } from "../../../../src/vscode/models/models";
import type { ServerActs } from "../../../../src/vscode/servers/actOnServer";
import { ServerKeys } from "../../../../src/vscode/servers/serverKeys";
import { Servers } from "../../../../src/vscode/servers/servers";
import { serversIn } from "../../../fakes/serverOptions";
import { editor } from "../../../fakes/vscode/fakeEditor";

/** All about servers in the fake editor, with the engine's answers in this process. */
export class ServerDesk implements ServerActs {
  /** The editor's store of secrets. */
  readonly store = new Map<string, string>();
  readonly models: Models;
  readonly servers: Servers;
  readonly storage: vscode.Uri;
  /** Where servers of this machine are looked for. */
  ports: readonly number[] = [];
  readonly options: ServerAnswerOptions;

  constructor(folder: string) {
    editor.reset(folder);
    const keys = new ServerKeys({
      get: (name) => Promise.resolve(this.store.get(name)),
      store: (name, value) => Promise.resolve(void this.store.set(name, value)),
      delete: (name) => Promise.resolve(void this.store.delete(name)),
    });
    this.options = serversIn(folder, (name) => keys.read(name));
    const engine = {
      ask: (question: Question, _onProgress: unknown, signal: AbortSignal) =>
        this.ask(question, signal),
    } as unknown as EngineClient;
    this.models = new Models(engine);
    this.servers = new Servers({ engine, keys, models: this.models });
    this.storage = vscode.Uri.file(join(folder, "storage"));
  }

  private async ask(question: Question, signal: AbortSignal): Promise<unknown> {
    const places = this.ports.map((port) => ({ family: "llama-server", port }) as const);
    const crossed = JSON.parse(JSON.stringify(question)) as ServerQuestion;
    return answerServerQuestion(crossed, { ...this.options, places }, signal);
  }
}
