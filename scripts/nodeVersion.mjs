/**
 * The oldest Node that Mockloop works with: from it on a directory's entries say where they lie (`Dirent.parentPath`), and packages may
 * import JSON. package.json and the documents say the same; a test compares them.
 */
export const LEAST_NODE = "20.12";

/**
 * Why Mockloop does not work with a Node of `version` ("20.9.0"), and what to do; undefined when it does.
 *
 * @param {string} version
 * @returns {string | undefined}
 */
export function describeOldNode(version) {
  const [least, given] = [LEAST_NODE, version].map((text) => text.split(".").map(Number));
  if (given[0] > least[0] || (given[0] === least[0] && given[1] >= least[1])) return undefined;
  return `Mockloop needs Node ${LEAST_NODE} or newer; this is ${version}. Install a newer one from https://nodejs.org and try again.`;
}
