import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Lifetime of a one-time link. */
const CODE_TTL_MS = 10 * 60_000;

/** Lifetime of a browser login; also ended by a restart of the server. */
const COOKIE_TTL_MS = 7 * 24 * 60 * 60_000;

/** Maximum number of codes and of browsers; the oldest are dropped. */
const MAX_CODES = 16;
const MAX_BROWSERS = 64;

interface Secret {
  readonly digest: Buffer;
  readonly expiresAt: number;
}

/**
 * Logs browsers in by one-time links. A browser gets a random id in a cookie, never the API token. Ids are kept in
 * memory only, as hashes, and can be revoked. `now` is in UTC milliseconds.
 */
export class BrowserLogins {
  readonly #now: () => number;
  #codes: Secret[] = [];
  #browsers: Secret[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Creates a code for {@link redeem}, valid once within ten minutes. */
  createCode(): { readonly code: string; readonly expiresAt: number } {
    const code = randomBytes(32).toString('base64url');
    const expiresAt = this.#now() + CODE_TTL_MS;
    this.#codes = [...this.#alive(this.#codes), { digest: digest(code), expiresAt }].slice(-MAX_CODES);
    return { code, expiresAt };
  }

  /** Consumes a code and returns the id for the cookie, or null if the code is unknown, used or expired. */
  redeem(code: string): { readonly id: string; readonly maxAgeSeconds: number } | null {
    const known = this.#find(this.#codes, code);
    if (known === undefined) return null;
    this.#codes = this.#codes.filter((other) => other !== known);
    const id = randomBytes(32).toString('base64url');
    const browser = { digest: digest(id), expiresAt: this.#now() + COOKIE_TTL_MS };
    this.#browsers = [...this.#alive(this.#browsers), browser].slice(-MAX_BROWSERS);
    return { id, maxAgeSeconds: COOKIE_TTL_MS / 1000 };
  }

  /** True if the id belongs to a logged-in browser. */
  accepts(id: string): boolean {
    return this.#find(this.#browsers, id) !== undefined;
  }

  /** Logs a browser out. */
  revoke(id: string): void {
    const known = this.#find(this.#browsers, id);
    this.#browsers = this.#browsers.filter((other) => other !== known);
  }

  #alive(secrets: readonly Secret[]): Secret[] {
    return secrets.filter(({ expiresAt }) => expiresAt > this.#now());
  }

  /** Compares with all valid secrets, each in constant time. */
  #find(secrets: readonly Secret[], candidate: string): Secret | undefined {
    const wanted = digest(candidate);
    return this.#alive(secrets).filter((secret) => timingSafeEqual(secret.digest, wanted))[0];
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
