import { MockloopError } from "../../../base/errors";

/**
 * The base address of a host files may come from, without a slash at its end.
 *
 * @throws MockloopError BAD_OPTION for what is no http(s) address.
 */
export function checkHost(address: string): string {
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) return address.replace(/\/+$/, "");
  throw new MockloopError(
    "BAD_OPTION",
    `${JSON.stringify(address)} is no address of a host. Give it with its scheme, as in https://example.org.`,
  );
}
