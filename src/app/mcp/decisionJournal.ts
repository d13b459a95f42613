import { makeOnce } from "../../base/async";
import type { PermissionDecision } from "../../policy/permissionDesk";
import { decisionLine, policyLine } from "../../run/journal/openDesk";
import type { Actor } from "../../run/journal/openDesk";
import { RunArchive } from "../../run/journal/runArchive";

/** A journal of decisions alone, for what is no run: chained and verified as a run's is. It is made with the first decision. */
export class DecisionJournal {
  private readonly archive = makeOnce(() => this.begin());
  private begun: RunArchive | undefined;

  /** @param folder new, for this journal alone. */
  constructor(
    private readonly folder: string,
    private readonly actor: () => Actor,
  ) {}

  /** Notes a decision, and resolves with the number of its line. @throws MockloopError WRITE_FAILED, DISK_FULL, PATH_REFUSED. */
  async note(decision: PermissionDecision): Promise<number> {
    const archive = await this.archive();
    return archive.append(decisionLine(decision, this.actor().model));
  }

  async close(): Promise<void> {
    await this.begun?.close();
  }

  private async begin(): Promise<RunArchive> {
    // Where the first line could not be written, the next decision tries it again.
    this.begun ??= await RunArchive.create(this.folder);
    await this.begun.append(policyLine(this.actor()));
    return this.begun;
  }
}
