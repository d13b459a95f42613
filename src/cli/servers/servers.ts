import { alwaysTo, listAllowedHosts } from "../../app/machine/permissions/hostAnswers";
import { MockloopError } from "../../base/errors";
import type { ServerBook } from "../../model/serverBook";
import type { AnswerBook } from "../../policy/answerMemory";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type { SecretRef } from "../../protocol/schemas/secretRef";
import { say } from "../output/say";
import type { Output } from "../output/say";

/** `mockloop servers list` */
export async function listServers(
  book: ServerBook,
  answers: AnswerBook,
  output: Output,
): Promise<number> {
  const [servers, allowed] = [await book.list(), await listAllowedHosts(answers)];
  const lines = [
    ...servers.map(describeServer),
    ...(servers.length === 0 ? ["No server is saved. `mockloop servers add` saves one."] : []),
    `Pictures may go to: ${allowed.join(", ") || "this machine alone; of other hosts you are asked"}.`,
    `Servers are kept in ${book.path}.`,
  ];
  return say(output, { path: book.path, servers, allowedHosts: allowed }, lines.join("\n"));
}

/** `mockloop servers add` */
export async function addServer(
  book: ServerBook,
  server: SavedServer,
  output: Output,
): Promise<number> {
  await book.save(server);
  const name = `server:${server.name}`;
  return say(
    output,
    { saved: server },
    `Saved. \`mockloop doctor --model ${name}\` tries it, \`mockloop generate --model ${name}\` uses it.`,
  );
}

/** `mockloop servers remove` */
export async function removeServer(
  book: ServerBook,
  name: string,
  output: Output,
): Promise<number> {
  if (await book.remove(name)) return say(output, { removed: name }, `${name} is removed.`);
  throw new MockloopError("MODEL_UNAVAILABLE", `There is no saved server ${JSON.stringify(name)}.`);
}

/** `mockloop servers allow` */
export async function allowHost(
  answers: AnswerBook,
  host: string,
  output: Output,
): Promise<number> {
  await answers.keep(alwaysTo(host));
  return say(output, { allowed: host }, `Pictures of mockups may go to ${host}.`);
}

/** `mockloop servers forget` */
export async function forgetHost(
  answers: AnswerBook,
  host: string,
  output: Output,
): Promise<number> {
  const was = await answers.forget(alwaysTo(host));
  return say(
    output,
    { forgotten: host, was },
    was ? `You are asked again before anything goes to ${host}.` : `${host} was not allowed.`,
  );
}

function describeServer({ name, url, model, family, key }: SavedServer): string {
  const kind = family === undefined ? "" : ` (${family})`;
  return `server:${name}  ${model || "its first model"} at ${url}${kind}, ${key ? `key in ${describeKey(key)}` : "no key"}`;
}

function describeKey(key: SecretRef): string {
  switch (key.kind) {
    case "environment":
      return `the environment variable ${key.name}`;
    case "file":
      return key.path;
    case "store":
      return "the editor's store, which the command line cannot read";
  }
}
