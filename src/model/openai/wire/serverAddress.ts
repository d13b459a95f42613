/** The address of a path of a server's API: "http://host/v1" and "models" are "http://host/v1/models". */
export function apiUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}/${path}`;
}

/** The address of a path beside the API, for what a server has of its own: "http://host/v1" and "props" are "http://host/props". */
export function ownUrl(base: string, path: string): string {
  return apiUrl(base.replace(/\/+$/, "").replace(/\/(openai\/)?v\d+$/, ""), path);
}
