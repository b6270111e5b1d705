import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A one-time link is for now, not for a bookmark. */
const CODE_TTL_MS = 10 * 60_000;

/** How long a browser stays logged in; the server's end ends it too. */
const COOKIE_TTL_MS = 7 * 24 * 60 * 60_000;

/** Live codes and live browsers at one time; the oldest make room. */
const MAX_CODES = 16;
const MAX_BROWSERS = 64;

interface Secret {
  readonly digest: Buffer;
  readonly expiresAt: number;
}

/**
 * Lets browsers in by one-time links. A browser gets a random id in a cookie, never the API token; ids live in memory only,
 * as hashes, and can be revoked. `now` is in UTC milliseconds.
 */
export class BrowserLogins {
  readonly #now: () => number;
  #codes: Secret[] = [];
  #browsers: Secret[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A code that {@link redeem} takes once within ten minutes. */
  createCode(): { readonly code: string; readonly expiresAt: number } {
    const code = randomBytes(32).toString('base64url');
    const expiresAt = this.#now() + CODE_TTL_MS;
    this.#codes = [...this.#alive(this.#codes), { digest: digest(code), expiresAt }].slice(-MAX_CODES);
    return { code, expiresAt };
  }

  /** Uses a code up: the id for the cookie and its life in seconds, or null when the code is unknown, used or too old. */
  redeem(code: string): { readonly id: string; readonly maxAgeSeconds: number } | null {
    const known = this.#find(this.#codes, code);
    if (known === undefined) return null;
    this.#codes = this.#codes.filter((other) => other !== known);
    const id = randomBytes(32).toString('base64url');
    const browser = { digest: digest(id), expiresAt: this.#now() + COOKIE_TTL_MS };
    this.#browsers = [...this.#alive(this.#browsers), browser].slice(-MAX_BROWSERS);
    return { id, maxAgeSeconds: COOKIE_TTL_MS / 1000 };
  }

  /** True when the id belongs to a browser that is logged in. */
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

  /** Compares with every live one, each in constant time. */
  #find(secrets: readonly Secret[], candidate: string): Secret | undefined {
    const wanted = digest(candidate);
    return this.#alive(secrets).filter((secret) => timingSafeEqual(secret.digest, wanted))[0];
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
