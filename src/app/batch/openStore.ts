import { resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import { createFolderStore } from "../../batch/store/folderStore";
import type { ResultStore } from "../../batch/store/resultStore";
import { createS3Store } from "../../batch/store/s3Store";

const S3 = /^s3:\/\/([^/]+)\/?(.*?)\/?$/;

/** Whether a place is a bucket's, and no folder. */
export const isBucket = (place: string): boolean => S3.test(place);

/**
 * The store at a place: a folder, or "s3://bucket/prefix". Address, region and keys of a bucket come from the environment variables
 * that AWS's own tools read: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
 *
 * @throws MockloopError BAD_OPTION when keys are missing, SERVICE_UNAVAILABLE when the client is not installed.
 */
export async function openStore(
  place: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ResultStore> {
  const [, bucket, prefix = ""] = S3.exec(place) ?? [];
  if (bucket === undefined) return createFolderStore(resolve(place));
  const need = (name: string): string => {
    const value = env[name];
    if (value) return value;
    throw new MockloopError(
      "SECRET_UNAVAILABLE",
      `${place} wants the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; ${name} is not set.`,
    );
  };
  const region = env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  return createS3Store({
    ...{ bucket, prefix, region },
    endpoint:
      env["AWS_ENDPOINT_URL_S3"] ?? env["AWS_ENDPOINT_URL"] ?? `https://s3.${region}.amazonaws.com`,
    accessKeyId: need("AWS_ACCESS_KEY_ID"),
    secretAccessKey: need("AWS_SECRET_ACCESS_KEY"),
  });
}
