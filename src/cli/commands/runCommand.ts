/** Runs a command that needs no run of the loop and can be aborted; its result is the exit code. */
export type RunCommand = (
  options: { readonly json?: boolean },
  command: (write: (text: string) => void, signal: AbortSignal) => Promise<number>,
) => Promise<void>;
