/** Something that must be given back; may be called more than once. */
export interface Disposable {
  dispose(): void | Promise<void>;
}

/**
 * Owns what its creator created and disposes it in reverse order, once. What is added after disposal is disposed
 * at once, so nothing created late leaks.
 */
export class DisposableStore {
  private readonly items: Disposable[] = [];
  private disposed: Promise<void> | undefined;

  add<T extends Disposable>(item: T): T {
    if (this.disposed) void Promise.resolve(item.dispose()).catch(() => undefined);
    else this.items.push(item);
    return item;
  }

  defer(dispose: () => void | Promise<void>): void {
    this.add({ dispose });
  }

  /** Resolves when everything is disposed; the first failure is rethrown after the rest was disposed. */
  dispose(): Promise<void> {
    this.disposed ??= this.disposeAll();
    return this.disposed;
  }

  private async disposeAll(): Promise<void> {
    let failure: { error: unknown } | undefined;
    for (let item = this.items.pop(); item; item = this.items.pop()) {
      try {
        await item.dispose();
      } catch (error) {
        failure ??= { error };
      }
    }
    if (failure) throw failure.error;
  }
}
