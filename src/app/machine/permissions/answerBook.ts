import * as Type from "typebox";
import { join } from "node:path";
import { matches } from "../../../base/schema";
import { isSameAnswer } from "../../../policy/answerMemory";
import type { AnswerBook } from "../../../policy/answerMemory";
import type { KeptAnswer } from "../../../protocol/permissionProtocol";
import { keptAnswerSchema } from "../../../protocol/schemas/permission";
import { readJsonFile, writeJsonFile } from "../configFile";
import { configFolder } from "../userFolders";

const answersSchema = Type.Array(keptAnswerSchema);

/** The answers kept in the file at `path`. One that cannot be read holds none. */
export function createAnswerBook(path: string): AnswerBook {
  const list = async (): Promise<readonly KeptAnswer[]> => {
    const value = await readJsonFile(path).catch(() => undefined);
    return matches(answersSchema, value) ? value : [];
  };
  const others = async (answer: KeptAnswer): Promise<readonly KeptAnswer[]> =>
    (await list()).filter((one) => !isSameAnswer(one, answer));
  return {
    list,
    async keep(answer) {
      await writeJsonFile(path, [...(await others(answer)), answer]);
    },
    async forget(answer) {
      const [before, rest] = [await list(), await others(answer)];
      if (rest.length < before.length) await writeJsonFile(path, rest);
      return rest.length < before.length;
    },
  };
}

/** Those of this machine's user. */
export function openAnswerBook(env: NodeJS.ProcessEnv = process.env): AnswerBook {
  return createAnswerBook(join(configFolder(env), "permissions.json"));
}
