import type { PersonSummaryView } from '../../../../src/contract/people.ts';

type Handle = PersonSummaryView['handles'][number];

/** Maximum number of handles beside the name. */
const SHOWN = 4;

/** Numbers and addresses under which a person is reached, each once, however it was written. */
export function mainHandles(handles: readonly Handle[], name: string): readonly Handle[] {
  const shown: Handle[] = [];
  for (const each of handles) {
    if (each.kind === 'other' || each.text === name || shown.length >= SHOWN) continue;
    if (!shown.some((other) => isSame(each, other))) shown.push(each);
  }
  return shown;
}

/** True for the same number with and without its country, and for the same address. */
function isSame(one: Handle, other: Handle): boolean {
  if (one.kind !== 'phone' || other.kind !== 'phone') return one.text === other.text;
  const [digits, others] = [digitsOf(one), digitsOf(other)];
  return digits.endsWith(others) || others.endsWith(digits);
}

/** Without the zero that a country code replaces. */
function digitsOf({ handle }: Handle): string {
  return handle.replace(/\D/g, '').replace(/^0+/, '');
}
