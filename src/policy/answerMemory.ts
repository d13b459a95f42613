import { SerialQueue, throwIfAborted } from "../base/async";
import type {
  KeptAnswer,
  PermissionAnswer,
  PermissionQuestion,
} from "../protocol/permissionProtocol";

/**
 * PORT. Asks a person about one call; undefined: nobody is there. Rejects with an AbortError when `signal` fires: whoever asks does
 * not wait any longer.
 */
export type AskPermission = (
  question: PermissionQuestion,
  signal: AbortSignal,
) => Promise<PermissionAnswer | undefined>;

/** PORT. The answers that outlive the process. */
export interface AnswerBook {
  list(): Promise<readonly KeptAnswer[]>;
  /** Takes the place of one about the same. @throws MockloopError when it cannot be written. */
  keep(answer: KeptAnswer): Promise<void>;
  /** Whether it was there. */
  forget(answer: KeptAnswer): Promise<boolean>;
}

/** The kind of calls that an answer is about. */
type Kind = Pick<KeptAnswer, "tool" | "effect" | "host">;

/** What people answered: for this session in memory, for longer in a book. Each answer can be listed and taken back. */
export class AnswerMemory {
  private session: readonly KeptAnswer[];
  private readonly questions = new SerialQueue();

  /**
   * @param workspace The folder, or the workspace's file, that answers of the scope "workspace" are for; undefined: there is none.
   * @param given Answers that count from the beginning on, for this session.
   */
  constructor(
    private readonly book: AnswerBook,
    private readonly workspace: string | undefined,
    given: readonly Kind[] = [],
  ) {
    this.session = given.map((kind) => ({ ...kind, ...SESSION, at: new Date().toISOString() }));
  }

  /** All that counts here, the newest last. */
  async list(): Promise<readonly KeptAnswer[]> {
    const kept = await this.book.list();
    const here = kept.filter(
      ({ scope, workspace }) => scope !== "workspace" || workspace === this.workspace,
    );
    return [...here, ...this.session];
  }

  /** Whether it was there. */
  async forget(answer: KeptAnswer): Promise<boolean> {
    if (answer.scope !== "session") return this.book.forget(answer);
    const rest = this.session.filter((one) => !isSameAnswer(one, answer));
    const was = rest.length < this.session.length;
    this.session = rest;
    return was;
  }

  /** Keeps an answer in the place of what was said about the same. */
  async keep(answer: KeptAnswer): Promise<void> {
    if (answer.scope !== "session") return this.book.keep(answer);
    this.session = [...this.session.filter((one) => !isSameAnswer(one, answer)), answer];
  }

  /**
   * `ask`, which is not asked again what was answered for longer than once; undefined: there is nobody to ask. One question at a
   * time, so that what is said to the first counts for the others that wait.
   */
  remembering(ask: AskPermission | undefined): AskPermission {
    return async (question, signal) =>
      (await this.find(question)) ??
      this.questions.run(async () => {
        const known = await this.find(question);
        if (known) return known;
        throwIfAborted(signal);
        const answer = await ask?.(question, signal);
        if (answer) await this.note(question, answer);
        return answer;
      });
  }

  /** Of several answers one that denies counts. */
  private async find(kind: Kind): Promise<PermissionAnswer | undefined> {
    const about = (await this.list()).filter((answer) => isSameKind(answer, kind));
    const known = about.find(({ allow }) => !allow) ?? about.at(-1);
    return known && { allow: known.allow, scope: known.scope, earlier: true };
  }

  private async note(
    { tool, effect, host, scopes }: PermissionQuestion,
    { allow, scope }: PermissionAnswer,
  ): Promise<void> {
    if (scope === "once" || !scopes.includes(scope)) return;
    const { workspace } = this;
    if (scope === "workspace" && workspace === undefined) return;
    await this.keep({
      ...{ tool, effect, allow, scope, at: new Date().toISOString() },
      ...(host !== undefined && { host }),
      ...(scope === "workspace" && workspace !== undefined && { workspace }),
    });
  }
}

const SESSION = { allow: true, scope: "session" } as const;

function isSameKind(a: Kind, b: Kind): boolean {
  return a.tool === b.tool && a.effect === b.effect && a.host === b.host;
}

/** Whether one takes the other's place. */
export function isSameAnswer(a: KeptAnswer, b: KeptAnswer): boolean {
  return isSameKind(a, b) && a.scope === b.scope && a.workspace === b.workspace;
}
