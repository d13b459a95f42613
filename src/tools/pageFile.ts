import type { CallPath } from "../policy/plannedCall";
import { confinePath } from "../project/sourceFiles";

/** The file of the page that a call names: what the call is about. @throws MockloopError PATH_REFUSED. */
export const pageFile = ({ path }: { readonly path: string }): readonly CallPath[] => [
  { path: confinePath(path) },
];
