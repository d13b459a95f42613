/** "linux-x64", "mac-arm64", "win-x64": how packages for a platform are named, node-llama-cpp's as well as ours. */
export function platformName(
  platform: string = process.platform,
  arch: string = process.arch,
): string {
  const names: Readonly<Record<string, string>> = { linux: "linux", darwin: "mac", win32: "win" };
  return `${names[platform] ?? platform}-${arch === "arm" ? "armv7l" : arch}`;
}
