/** Whether an address leads to a picture among the run's files. */
export function isAssetPath(address: string | undefined): address is string {
  return address !== undefined && /^assets\//.test(address);
}
