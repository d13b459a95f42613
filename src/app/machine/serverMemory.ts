import * as Type from "typebox";
import { join } from "node:path";
import { SerialQueue } from "../../base/async";
import { describeError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import { matches } from "../../base/schema";
import { serverFactsSchema } from "../../model/openai/serverFacts";
import type { ServerFacts, ServerMemory } from "../../model/openai/serverFacts";
import { readJsonFile, writeJsonFile } from "./configFile";
import { configFolder } from "./userFolders";

/** The newest of so many models are remembered. */
const MOST = 200;

/** What was learnt of servers, in the file at `path`. One that cannot be read holds nothing, and is written anew. */
export function createServerMemory(path: string, logger: Logger): ServerMemory {
  const queue = new SerialQueue();
  const read = async (): Promise<readonly ServerFacts[]> => {
    const value = await readJsonFile(path).catch(() => undefined);
    return matches(Type.Array(serverFactsSchema), value) ? value : [];
  };
  const isSame = (one: ServerFacts, url: string, model: string): boolean =>
    one.url === url && one.model === model;
  return {
    recall: async (url, model) => (await read()).find((one) => isSame(one, url, model)),
    remember: (facts) =>
      queue.run(async () => {
        const others = (await read()).filter((one) => !isSame(one, facts.url, facts.model));
        // A run can do without: it learns the same again.
        await writeJsonFile(path, [facts, ...others].slice(0, MOST)).catch((error: unknown) =>
          logger.warn(describeError(error)),
        );
      }),
  };
}

export function openServerMemory(logger: Logger, env?: NodeJS.ProcessEnv): ServerMemory {
  return createServerMemory(join(configFolder(env), "server-facts.json"), logger);
}
