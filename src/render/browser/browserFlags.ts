/** A host that never resolves (RFC 6761 reserves ".invalid"). */
const NOWHERE = "nowhere.invalid";

/** So that the same page gives the same pixels on every machine and in every run. */
const STEADY_PIXELS = [
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--hide-scrollbars",
  "--disable-gpu",
  "--disable-partial-raster",
  "--disable-skia-runtime-opts",
  "--disable-smooth-scrolling",
  "--lang=en-US",
  "--accept-lang=en-US,en",
];

/**
 * What keeps the network process from reaching anything, whatever a page or the browser itself tries: no name
 * resolves (addresses included), every connection would go through a proxy that does not exist, and WebRTC
 * may not use UDP around it.
 */
const NO_NETWORK = [
  "--host-resolver-rules=MAP * ~NOTFOUND",
  `--proxy-server=socks5://${NOWHERE}:1`,
  "--proxy-bypass-list=<-loopback>",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--dns-prefetch-disable",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
];

/** What a drawing browser must not do by itself. */
const NO_COMPANY = [
  "--block-new-web-contents",
  "--deny-permission-prompts",
  "--disable-extensions",
  "--disable-notifications",
  "--disable-print-preview",
  "--disable-speech-api",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
  "--disable-features=BackForwardCache,Prerender2,SpeculationRulesPrefetchFuture,IsolateSandboxedIframes,MediaRouter,Translate,OptimizationHints,AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,PaintHolding",
];

/**
 * The command line of the one browser. Chromium's own sandbox stays on; only a process of root (a container, mostly)
 * cannot have it, and someone whose system forbids it may say so. What a crash leaves goes with its `profile`, a folder.
 */
export function browserFlags(withoutSandbox: boolean, profile: string): readonly string[] {
  return [
    ...STEADY_PIXELS,
    ...NO_NETWORK,
    ...NO_COMPANY,
    // Containers often give /dev/shm 64 MB, which a large page fills.
    ...(process.platform === "linux" ? ["--disable-dev-shm-usage"] : []),
    `--crash-dumps-dir=${profile}`,
    ...(withoutSandbox ? ["--no-sandbox"] : []),
  ];
}
