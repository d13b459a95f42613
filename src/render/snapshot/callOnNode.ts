import type { RenderPage } from "../renderPage";

/**
 * What `functionDeclaration` returns, called on a node in the renderer's own world, which the page's scripts cannot reach; undefined
 * also when the function throws. Rejects when the node has gone, or is of a frame.
 */
export async function callOnNode(
  page: RenderPage,
  backendNodeId: number,
  functionDeclaration: string,
  args: readonly unknown[] = [],
): Promise<unknown> {
  const { object } = await page.client.send("DOM.resolveNode", {
    backendNodeId,
    executionContextId: page.worldId,
  });
  const { result } = await page.client.send("Runtime.callFunctionOn", {
    objectId: object.objectId as string,
    functionDeclaration,
    ...(args.length > 0 && { arguments: args.map((value) => ({ value })) }),
    returnByValue: true,
  });
  return result.value;
}
