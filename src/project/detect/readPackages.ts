import * as Type from "typebox";
import type { Folder } from "../../files/folder";
import { readJson } from "./readJson";

/** Names of packages with the versions that are asked for. */
export type Packages = ReadonlyMap<string, string>;

const Names = Type.Optional(Type.Record(Type.String(), Type.String()));
const Manifest = Type.Object({
  dependencies: Names,
  devDependencies: Names,
  peerDependencies: Names,
});

/** What a project's package.json asks for; nothing when there is none that can be read. Nothing in it is run. @throws AbortError. */
export async function readPackages(root: Folder, signal: AbortSignal): Promise<Packages> {
  const manifest = await readJson(root, "package.json", Manifest, signal);
  if (!manifest) return new Map();
  const { peerDependencies, devDependencies, dependencies } = manifest;
  return new Map(
    [peerDependencies, devDependencies, dependencies].flatMap((names) =>
      Object.entries(names ?? {}),
    ),
  );
}
