import * as vscode from "vscode";
import { openAnswerBook } from "../../app/machine/permissions/answerBook";
import { AnswerMemory } from "../../policy/answerMemory";
import type {
  KeptAnswer,
  PermissionAnswer,
  PermissionQuestion,
} from "../../protocol/permissionProtocol";
import { askPermission } from "./askPermission";
import type { Asking } from "./askPermission";

/** What was asked in this window, and what was said. */
export interface Asked {
  readonly question: PermissionQuestion;
  readonly answer: PermissionAnswer;
  readonly at: Date;
}

/** More of them nobody reads. */
const MOST_ASKED = 50;

/** Who is asked in this window, what was answered, and what of it still counts. */
export class Permissions {
  private readonly memory = new AnswerMemory(openAnswerBook(), workspaceKey());
  private readonly past: Asked[] = [];

  /** Asks, unless it was answered before. @throws AbortError. */
  async ask(asking: Asking, signal: AbortSignal): Promise<PermissionAnswer> {
    const ask = this.memory.remembering((question, ending) =>
      askPermission({ ...asking, question }, ending),
    );
    const { question } = asking;
    const answer = (await ask(question, signal)) ?? { allow: false, scope: "once" };
    this.past.push({ question, answer, at: new Date() });
    if (this.past.length > MOST_ASKED) this.past.shift();
    return answer;
  }

  /** The newest first. */
  get asked(): readonly Asked[] {
    return [...this.past].reverse();
  }

  /** The answers that still count. */
  answers(): Promise<readonly KeptAnswer[]> {
    return this.memory.list();
  }

  /** Takes an answer back: it is asked again. */
  async forget(answer: KeptAnswer): Promise<void> {
    await this.memory.forget(answer);
  }
}

/** What answers for the workspace are kept for: its file, else its first folder. */
function workspaceKey(): string | undefined {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  const saved = workspaceFile?.scheme === "untitled" ? undefined : workspaceFile;
  return (saved ?? workspaceFolders?.[0]?.uri)?.toString();
}
