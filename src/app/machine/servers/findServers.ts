import { PROFILES } from "../../../model/openai/profiles";
import type { ServerFamily } from "../../../protocol/schemas/savedServer";
import type { FoundServer } from "../../../protocol/schemas/questions/servers";
import { seeServer } from "./seeServer";
import type { SeeOptions } from "./seeServer";

/** A program and the port of this machine that it listens on unless told otherwise. */
export interface ServerPlace {
  readonly family: ServerFamily;
  readonly port: number;
}

/** Sources: the documentation of each program. */
export const PLACES: readonly ServerPlace[] = [
  { family: "llama-server", port: 8080 },
  { family: "ollama", port: 11434 },
  { family: "lm-studio", port: 1234 },
];

/** "Ollama (port 11434)" */
export const describePlace = ({ family, port }: ServerPlace): string =>
  `${PROFILES[family].title} (port ${port})`;

/**
 * Looks for model servers on this machine, at the places where they usually are. Whatever answers there with models is one, whichever
 * program it turns out to be; it is sent no key. @throws AbortError.
 */
export async function findServers(
  options: SeeOptions,
  signal: AbortSignal,
  places: readonly ServerPlace[] = PLACES,
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(
    places.map(async ({ port }): Promise<readonly FoundServer[]> => {
      const url = `http://127.0.0.1:${port}/v1`;
      const seen = await seeServer({ name: "found", url, model: "" }, options, signal);
      if (seen.type === "failure" || seen.models.length === 0) return [];
      return [{ url, title: seen.title, models: seen.models }];
    }),
  );
  return found.flat();
}
