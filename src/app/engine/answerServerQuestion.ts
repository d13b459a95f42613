import type { ServerMemory } from "../../model/openai/serverFacts";
import { isLoopback } from "../../policy/isLoopback";
import type { SecretSource } from "../../model/secretSource";
import type { ServerBook } from "../../model/serverBook";
import type { AnswerBook } from "../../policy/answerMemory";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type {
  ListedServer,
  ServerAnswer,
  ServerQuestion,
} from "../../protocol/schemas/questions/servers";
import { examineServer } from "../machine/examineServer";
import { alwaysTo, listAllowedHosts } from "../machine/permissions/hostAnswers";
import { describePlace, findServers, PLACES } from "../machine/servers/findServers";
import type { ServerPlace } from "../machine/servers/findServers";
import { seeServer } from "../machine/servers/seeServer";

export interface ServerAnswerOptions {
  readonly book: ServerBook;
  readonly answers: AnswerBook;
  readonly memory: ServerMemory;
  readonly secrets: SecretSource;
  /** Where servers of this machine are looked for; undefined: where they usually are. */
  readonly places?: readonly ServerPlace[];
}

/** Answers a question about servers. @throws MockloopError as the book does; AbortError. */
export async function answerServerQuestion(
  question: ServerQuestion,
  options: ServerAnswerOptions,
  signal: AbortSignal,
): Promise<ServerAnswer> {
  const { book, answers, places = PLACES } = options;
  const { type } = question;
  switch (type) {
    case "list-servers": {
      const [servers, allowedHosts] = [await book.list(), await listAllowedHosts(answers)];
      const listed = servers.map((server) => describe(server, allowedHosts));
      return { type, path: book.path, servers: listed, allowedHosts: [...allowedHosts] };
    }
    case "look-at-server":
      return { type, seen: await seeServer(question.server, options, signal) };
    case "try-server":
      return { type, parts: await tryServer(question.server, options, signal) };
    case "find-servers": {
      const servers = await findServers(options, signal, places);
      return { type, servers: [...servers], places: places.map(describePlace) };
    }
    case "save-server":
      await book.save(question.server);
      return { type };
    case "remove-server":
      await book.remove(question.name);
      return { type };
    case "forget-host":
      await answers.forget(alwaysTo(question.host));
      return { type };
  }
}

/** The trial of a server that need not be in the book yet. */
function tryServer(
  server: SavedServer,
  { secrets, memory }: ServerAnswerOptions,
  signal: AbortSignal,
): ReturnType<typeof examineServer> {
  const model = { kind: "server", name: server.name } as const;
  const book = { find: () => Promise.resolve(server) };
  return examineServer({ model, book, secrets, memory }, signal);
}

function describe(server: SavedServer, allowedHosts: readonly string[]): ListedServer {
  const { url } = server;
  // The book is a file that people may edit.
  if (!URL.canParse(url)) return { server, host: url, consent: "asked" };
  const { host } = new URL(url);
  if (isLoopback(url)) return { server, host, consent: "own" };
  return { server, host, consent: allowedHosts.includes(host) ? "allowed" : "asked" };
}
