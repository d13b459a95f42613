import { posix, win32 } from "node:path";

/** Whose machine it is. */
export interface UserSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Where downloaded browsers are kept, shared by every Mockloop of this user. */
export function managedBrowserFolder(surroundings: UserSurroundings): string {
  const { platform, env, home } = surroundings;
  const paths = platform === "win32" ? win32 : posix;
  const cache =
    platform === "win32"
      ? (env["LOCALAPPDATA"] ?? paths.join(home, "AppData", "Local"))
      : platform === "darwin"
        ? paths.join(home, "Library", "Caches")
        : env["XDG_CACHE_HOME"] || paths.join(home, ".cache");
  return paths.join(cache, "mockloop", "browsers");
}
