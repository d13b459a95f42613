/** Where a command that prints its result writes: what was asked for, and what people should know besides. */
export interface CommandOutput {
  readonly write: (text: string) => void;
  readonly warn: (text: string) => void;
}
