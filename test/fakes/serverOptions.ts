import { join } from "node:path";
import type { ServerAnswerOptions } from "../../src/app/engine/answerServerQuestion";
import { createAnswerBook } from "../../src/app/machine/permissions/answerBook";
import { createSecretSource } from "../../src/app/machine/secretSource";
import { createServerBook } from "../../src/app/machine/serverBook";
import { createServerMemory } from "../../src/app/machine/serverMemory";
import { nullLogger } from "../../src/base/logger";

/** All that questions about servers need, kept in `folder`; `store` reads the editor's keys. */
export function serversIn(
  folder: string,
  store?: (name: string) => Promise<string | undefined>,
): ServerAnswerOptions {
  return {
    book: createServerBook(join(folder, "servers.json")),
    answers: createAnswerBook(join(folder, "answers.json")),
    memory: createServerMemory(join(folder, "facts.json"), nullLogger),
    secrets: createSecretSource({ env: {}, ...(store && { store }) }),
  };
}
