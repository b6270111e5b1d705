/** Minimum number of matching digits, so that "+1" does not match everyone. */
const MIN_DIGITS = 7;

/** Digits of a handle key without `+` and leading zeros; null if it is no phone number or too short. */
function significantDigits(handleKey: string): string | null {
  if (!/^\+?\d+$/.test(handleKey)) return null;
  const digits = handleKey.replace(/^\+?0*/, '');
  return digits.length < MIN_DIGITS ? null : digits;
}

/**
 * Looks up values by phone number, comparing the national part: `0171 2345678` and `+49 171 2345678` match. Two numbers
 * with a country code match only if they are equal.
 */
export class PhoneSuffixes<T> {
  readonly #byTail = new Map<string, { handleKey: string; digits: string; value: T }[]>();

  /** Adds a value; handle keys that are no phone numbers are ignored. */
  add(handleKey: string, value: T): void {
    const digits = significantDigits(handleKey);
    if (digits === null) return;
    const tail = digits.slice(-MIN_DIGITS);
    const known = this.#byTail.get(tail);
    if (known === undefined) this.#byTail.set(tail, [{ handleKey, digits, value }]);
    else known.push({ handleKey, digits, value });
  }

  /** All values whose number matches `handleKey`. */
  find(handleKey: string): Set<T> {
    const digits = significantDigits(handleKey);
    const candidates = digits === null ? [] : (this.#byTail.get(digits.slice(-MIN_DIGITS)) ?? []);
    return new Set(
      candidates.filter((candidate) => isSameNumber(handleKey, digits ?? '', candidate)).map(({ value }) => value),
    );
  }
}

function isSameNumber(handleKey: string, digits: string, candidate: { handleKey: string; digits: string }): boolean {
  if (handleKey.startsWith('+') && candidate.handleKey.startsWith('+')) return handleKey === candidate.handleKey;
  return digits.endsWith(candidate.digits) || candidate.digits.endsWith(digits);
}
