/**
 * Names of files and folders that hold keys and passwords, or that tell much about a person: they are neither listed nor read, whatever
 * a policy, a glob or a .gitignore says. After gitleaks' and GitHub's lists of what is often published by mistake.
 */
const NAMES: readonly RegExp[] = [
  /^\.(env|envrc|git|ssh|gnupg|aws|azure|gcloud|kube|docker|npmrc|yarnrc(\.yml)?|pypirc|netrc|pgpass|htpasswd|git-credentials|.*_history)$/,
  /^\.env[.\-_]|\.env$|^_netrc$/,
  /\.(pem|key|p8|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg|ovpn|tfstate|tfvars)(\.|$)/,
  /^id_(rsa|dsa|ecdsa|ed25519)|^authorized_keys$|^known_hosts$|^htpasswd$/,
  /^(credentials?|secrets?|passwords?|service[-_]?account)(\.|-|_|$)/,
  /[._-](credentials?|secrets?|adminsdk)([._-]|$)/,
];

/** What a text holds that nobody means to tell a model; each expression runs in time proportional to the text. */
const CONTENTS: readonly (readonly [what: string, RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/],
  ["a key of AWS", /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a token of GitHub", /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})/],
  ["a token of GitLab", /\bglpat-[\w-]{20}/],
  ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b/],
  ["a token of Slack", /\bxox[abeoprs]-[\w-]{10}/],
  ["a key of Stripe", /\b[rs]k_live_[A-Za-z0-9]{16}/],
  ["a key of Google", /\bAIza[\w-]{35}/],
  ["a client secret of Google", /\bGOCSPX-[\w-]{20}/],
  ["a key of a model's host", /\bsk-(ant-|proj-|or-)?[A-Za-z0-9_-]{32}/],
];

/** Whether a "/"-separated path leads to or through something that holds secrets, in any case of letters. */
export function isSecretPath(path: string): boolean {
  return path
    .toLowerCase()
    .split("/")
    .some((name) => NAMES.some((pattern) => pattern.test(name)));
}

/** What secret a text holds, in words; undefined: none that is known by its looks. */
export function findSecret(text: string): string | undefined {
  return CONTENTS.find(([, pattern]) => pattern.test(text))?.[0];
}
