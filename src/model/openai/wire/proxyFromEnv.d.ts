declare module "proxy-from-env" {
  /** The proxy that HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY name for an address; "": none. */
  export function getProxyForUrl(url: string): string;
}
