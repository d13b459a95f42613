/** A package of the npm registry with libraries in it. */
export interface BackendPackage {
  /** "@node-llama-cpp/linux-x64-cuda" */
  readonly name: string;
  readonly version: string;
  /** What the registry says of the archive: "sha512-" and the hash in base64. */
  readonly integrity: string;
  /** Of the archive. */
  readonly bytes: number;
  readonly unpackedBytes: number;
}

/** Libraries of llama.cpp for a kind of graphics card, which are downloaded by those who want them. */
export interface Backend {
  /** What people call it, and the value of the setting: "cuda". */
  readonly id: "cuda";
  /** The name of the bridge's variant and of the folder: "linux-x64-cuda". */
  readonly variant: string;
  readonly title: string;
  /** What is downloaded, within a sentence: "CUDA's libraries for NVIDIA cards". */
  readonly libraries: string;
  /** What the computer must have besides, for people. */
  readonly needs: string;
  readonly packages: readonly BackendPackage[];
}

/** The node-llama-cpp the bridge is built from (native/package.json); its packages carry the same version. */
const version = "3.22.1";

const backends: readonly Backend[] = [
  {
    id: "cuda",
    variant: "linux-x64-cuda",
    title: "CUDA, for NVIDIA graphics cards",
    libraries: "CUDA's libraries for NVIDIA cards",
    needs: "NVIDIA's driver and the CUDA runtime 13 or 12 (libcudart and libcublas)",
    packages: [
      {
        name: "@node-llama-cpp/linux-x64-cuda",
        version,
        integrity:
          "sha512-8rQCjyNNLZJUFit+YpjwlC4hwkKgOMIkB2wuycKBf8NU2O3ySKbiWZQ8aw9ku2nUTXjSnUIrE6KB88itduTBuA==",
        bytes: 142_898_030,
        unpackedBytes: 183_000_000,
      },
      {
        // The same for the CUDA runtime 12, in a folder "fallback".
        name: "@node-llama-cpp/linux-x64-cuda-ext",
        version,
        integrity:
          "sha512-4e5ajkiM2aR2WAdB/N/ACk4weEhHvOAIrzxZPsIX0xDFW5+6hhShuy1/vs88SK9NGdgAco9IyE28eYS0H1efpA==",
        bytes: 176_664_119,
        unpackedBytes: 375_000_000,
      },
    ],
  },
];

/** What can be downloaded for a platform, "linux-x64". */
export const backendsFor = (platform: string): readonly Backend[] =>
  backends.filter(({ variant }) => variant.startsWith(`${platform}-`));
