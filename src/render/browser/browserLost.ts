/** Thrown by work inside BrowserProcess.use to say that the browser, or its page's process, went away. */
export class BrowserLostError extends Error {
  override readonly name: string = "BrowserLostError";
}
