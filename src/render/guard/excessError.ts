import { BrowserLostError } from "../browser/browserLost";

/** The browser was ended because a page took more than it may; the message says of what. */
export class ExcessError extends BrowserLostError {
  override readonly name = "ExcessError";
}
