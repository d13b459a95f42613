import { MockloopError, systemErrorCode } from "../base/errors";

/** Loads a package that not every installation has. @throws MockloopError SERVICE_UNAVAILABLE when it is not there. */
export async function loadOptional<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const code = systemErrorCode(cause);
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw cause;
    throw new MockloopError(
      "SERVICE_UNAVAILABLE",
      `This needs the package ${name}, which is optional and not installed here: \`npm install ${name}\` beside Mockloop adds it.`,
      { cause },
    );
  }
}
