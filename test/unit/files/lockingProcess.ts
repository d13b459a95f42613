/** A process of its own for the tests of locks: for each path that comes it takes the lock and holds it, and says how that went. */
import { lockFolder } from "../../../src/files/lockFolder";

process.on("message", (path: string) => {
  lockFolder(path).then(
    () => process.send?.("won"),
    (error: unknown) => process.send?.(String(error)),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
