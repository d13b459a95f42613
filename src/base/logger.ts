/** Where the core writes what a developer may want to read later. Front ends bring their own. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const ignore = (): void => undefined;

/** Writes nothing. */
export const nullLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
