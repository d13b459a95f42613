import { posix } from "node:path";
import type { PolicyRule } from "../protocol/permissionProtocol";
import { fitsGlob } from "./fitsGlob";
import type { PlannedCall } from "./plannedCall";

/**
 * Whether a rule is about a call, and `path` the one of its files that is looked at; undefined: it has none. A rule with a glob is
 * about no call without a file, one with a host about none that sends nothing.
 */
export function isAbout(
  { tool, effect, path: glob, host, action }: PolicyRule,
  call: PlannedCall,
  path: string | undefined,
): boolean {
  return (
    (tool === undefined || tool === call.tool) &&
    (effect === undefined || effect === call.effect) &&
    (glob === undefined || (path !== undefined && matchesGlob(path, glob, action !== "allow"))) &&
    (host === undefined || (call.host !== undefined && matchesHost(call.host, host)))
  );
}

/**
 * Whether a path fits a glob. Some disks take "SRC/.Env" for "src/.env", so what forbids does so in any case of letters; what allows
 * means what it says. Files that begin with a dot are like others.
 */
function matchesGlob(path: string, glob: string, anyCase: boolean): boolean {
  const inCase = (text: string): string => (anyCase ? text.toLowerCase() : text);
  const wanted = inCase(glob.normalize().replace(/^\.\//, ""));
  return fitsGlob(inCase(normalPath(path)), wanted, anyCase);
}

/** A path in one spelling, since rules are about files and not about how somebody wrote them: "./a//b/../c" is "a/c". */
function normalPath(path: string): string {
  const normal = posix.normalize(path.normalize().replaceAll("\\", "/"));
  return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}

/** Whether "host" or "host:port" fits a pattern: its name alone means every port, "*.example.com" every host below example.com. */
function matchesHost(host: string, pattern: string): boolean {
  if (pattern === "*") return true;
  const [given, asked] = [splitPort(host), splitPort(pattern)];
  if (asked.port !== undefined && asked.port !== given.port) return false;
  return asked.name.startsWith("*.")
    ? given.name.endsWith(asked.name.slice(1))
    : given.name === asked.name;
}

function splitPort(host: string): { readonly name: string; readonly port: string | undefined } {
  const [, name = host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? [];
  return { name: name.toLowerCase().replace(/\.$/, ""), port };
}
