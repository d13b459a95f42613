import { MockloopError } from "../base/errors";
import { visibleLine } from "../base/text/visibleText";

/** @throws MockloopError MOCKUP_UNSUPPORTED for what is no address of the web, or has a password in it. */
export function parseWebAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:")
    throw new MockloopError(
      "MOCKUP_UNSUPPORTED",
      `${visibleLine(address.slice(0, 200))} is no http or https address.`,
    );
  if (url.username === "" && url.password === "") return url;
  throw new MockloopError(
    "MOCKUP_UNSUPPORTED",
    "An address with a name or a password in it is not fetched. Save the picture and use that.",
  );
}

const MOST_NAME = 80;

/** What a picture from the web is called, fit for a file: "login@2x.png" for "https://a.example/x/login@2x.png?v=3". */
export function nameOfWebPicture({ pathname, hostname }: URL): string {
  const last = pathname.split("/").at(-1) ?? "";
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // As it is written, then.
  }
  name = name.replace(/[^\p{Letter}\p{Number} ._@()-]+/gu, "-").replace(/^[ .-]+|[ .-]+$/g, "");
  return name.slice(-MOST_NAME) || hostname.replace(/[^a-z\d.-]+/gi, "-");
}
