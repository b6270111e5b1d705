/** Fewest digits of a national number that can stand for a whole one; "+1" must not be everybody. */
const MIN_DIGITS = 7;

/** Digits of a handle key without country prefix sign and trunk zeros; null when too few to be a phone number. */
function significantDigits(handleKey: string): string | null {
  if (!/^\+?\d+$/.test(handleKey)) return null;
  const digits = handleKey.replace(/^\+?0*/, '');
  return digits.length < MIN_DIGITS ? null : digits;
}

/**
 * Finds what belongs to a phone number by its national part: `0171 2345678` and `+49 171 2345678` are one number. Two
 * numbers that both carry their country are one only when they are equal.
 */
export class PhoneSuffixes<T> {
  readonly #byTail = new Map<string, { handleKey: string; digits: string; value: T }[]>();

  /** Adds a handle key of `value`; anything but a phone number is ignored. */
  add(handleKey: string, value: T): void {
    const digits = significantDigits(handleKey);
    if (digits === null) return;
    const tail = digits.slice(-MIN_DIGITS);
    const known = this.#byTail.get(tail);
    if (known === undefined) this.#byTail.set(tail, [{ handleKey, digits, value }]);
    else known.push({ handleKey, digits, value });
  }

  /** Everything whose number may be the one of `handleKey`. */
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
