import { isSameModel, TRACER } from "../../protocol/modelRef";
import type { ExaminedPart } from "../../protocol/schemas/models";
import type { AnswerTo } from "../../protocol/schemas/questions/questions";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type { SeenServer, ServerQuestion } from "../../protocol/schemas/questions/servers";
import type { EngineClient } from "../engine/engineClient";
import type { Models } from "../models/models";
import type { ServerKeys } from "./serverKeys";

/** The saved servers, and the hosts that may see mockups. */
export type ServerList = AnswerTo<{ readonly type: "list-servers" }>;
/** What was found on this machine. */
export type FoundServers = AnswerTo<{ readonly type: "find-servers" }>;

interface Parts {
  readonly engine: Pick<EngineClient, "ask">;
  readonly keys: ServerKeys;
  readonly models: Pick<Models, "current" | "use">;
}

const never = new AbortController().signal;

/** The model servers that are saved on this machine, their keys, and the hosts that may see mockups. Without any dialog. */
export class Servers {
  constructor(private readonly parts: Parts) {}

  list(): Promise<ServerList> {
    return this.ask({ type: "list-servers" });
  }

  /** What a server says of itself; its model is not made to answer. @throws AbortError. */
  async look(server: SavedServer, signal: AbortSignal): Promise<SeenServer> {
    return (await this.ask({ type: "look-at-server", server }, signal)).seen;
  }

  /** Tries out with small requests what will work with a server. @throws AbortError. */
  async try(server: SavedServer, signal: AbortSignal): Promise<readonly ExaminedPart[]> {
    return (await this.ask({ type: "try-server", server }, signal)).parts;
  }

  /** Looks for servers on this machine. @throws AbortError. */
  find(signal: AbortSignal): Promise<FoundServers> {
    return this.ask({ type: "find-servers" }, signal);
  }

  /** A place for a key that was written into a box, to be named in what is saved, looked at or tried. */
  holdKey(value: string): NonNullable<SavedServer["key"]> {
    return this.parts.keys.hold(value);
  }

  /** Forgets a key that nothing was saved with. */
  async dropKey(key: SavedServer["key"]): Promise<void> {
    await this.parts.keys.drop(key);
  }

  /** Saves a server, and its key in the editor's store; one of the same name gives way, with its key. @throws MockloopError BAD_OPTION. */
  async save(server: SavedServer): Promise<void> {
    const before = await this.saved(server.name);
    const { keys } = this.parts;
    await keys.keep(server.key);
    await this.ask({ type: "save-server", server });
    if (before?.key && !isSameKey(before.key, server.key)) await keys.drop(before.key);
  }

  /** Forgets a server and its key. The tracer takes the place of the one in use. */
  async remove(name: string): Promise<void> {
    const { keys, models } = this.parts;
    const before = await this.saved(name);
    await this.ask({ type: "remove-server", name });
    await keys.drop(before?.key);
    if (isSameModel(models.current, { kind: "server", name })) await models.use(TRACER);
  }

  /** Has people asked again before pictures go to a host. */
  async forgetHost(host: string): Promise<void> {
    await this.ask({ type: "forget-host", host });
  }

  private async saved(name: string): Promise<SavedServer | undefined> {
    return (await this.list()).servers.find(({ server }) => server.name === name)?.server;
  }

  private ask<Q extends ServerQuestion>(question: Q, signal = never): Promise<AnswerTo<Q>> {
    return this.parts.engine.ask(question, () => undefined, signal);
  }
}

const isSameKey = (a: NonNullable<SavedServer["key"]>, b: SavedServer["key"]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
