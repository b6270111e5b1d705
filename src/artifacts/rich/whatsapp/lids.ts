import { jidKind, normaliseJid } from './jid.ts';

/** Maximum number of pairs; exceeded only by hostile stores. */
const MAX_PAIRS = 1_000_000;
/** Maximum number of normalised values that are kept. */
const MAX_NORMAL = 20_000;

/**
 * Phone numbers by LID. Since 2024 WhatsApp gives people opaque numbers and stores the pairs in several places; the
 * first source is used.
 */
export class LidMap {
  readonly #phones = new Map<string, string>();
  /** Normalised column values: messages have the same few. */
  readonly #normal = new Map<string, string | null>();
  /** Called for each look-up of a column value; null if nothing is traced. */
  watcher: ((text: string, jid: string | null) => void) | null = null;

  /** Adds a pair of LID and number, in either order; anything else is ignored. */
  add(a: string | null, b: string | null): void {
    if (a === null || b === null) return;
    const kinds = [jidKind(a), jidKind(b)];
    const [lid, phone] = kinds[0] === 'lid' ? [a, b] : [b, a];
    if (!kinds.includes('lid') || !kinds.includes('phone')) return;
    if (this.#phones.size < MAX_PAIRS && !this.#phones.has(lid)) this.#phones.set(lid, phone);
  }

  /** The JID with the phone number if known, otherwise the JID itself. */
  resolve(jid: string): string {
    return this.#phones.get(jid) ?? jid;
  }

  /** As {@link resolve}, for a column value; null if it is not a JID. */
  canonical(text: string | null): string | null {
    if (text === null) return null;
    let jid = this.#normal.get(text);
    if (jid === undefined) {
      jid = normaliseJid(text);
      if (this.#normal.size >= MAX_NORMAL) this.#normal.clear();
      this.#normal.set(text, jid);
    }
    const resolved = jid === null ? null : this.resolve(jid);
    this.watcher?.(text, resolved);
    return resolved;
  }
}
