import { randomUUID } from "node:crypto";
import type * as vscode from "vscode";
import type { SecretRef } from "../../protocol/schemas/secretRef";

type StoreRef = Extract<SecretRef, { readonly kind: "store" }>;

/**
 * The keys of servers in the editor's own store of secrets. Each has a name that no other key had before, so that the key of one server
 * never goes to another of the same name. What is given for a server that nobody has saved yet stays in memory.
 */
export class ServerKeys {
  private readonly held = new Map<string, string>();

  constructor(private readonly store: Pick<vscode.SecretStorage, "get" | "store" | "delete">) {}

  /** Takes a key in, for this window alone until it is kept. */
  hold(value: string): StoreRef {
    const name = `server-key-${randomUUID()}`;
    this.held.set(name, value);
    return { kind: "store", name };
  }

  async read(name: string): Promise<string | undefined> {
    return this.held.get(name) ?? (await this.store.get(name));
  }

  /** Writes a key that was taken in into the store; one that is there already stays. */
  async keep(ref: SecretRef | undefined): Promise<void> {
    const value = ref?.kind === "store" ? this.held.get(ref.name) : undefined;
    if (ref?.kind !== "store" || value === undefined) return;
    await this.store.store(ref.name, value);
    this.held.delete(ref.name);
  }

  /** Forgets a key. One in the environment or in a file is nobody's to delete. */
  async drop(ref: SecretRef | undefined): Promise<void> {
    if (ref?.kind !== "store") return;
    this.held.delete(ref.name);
    await this.store.delete(ref.name);
  }
}
