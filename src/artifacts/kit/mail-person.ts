/**
 * Only the end of a text is searched for the address, and runs only from their first character, because the time for
 * other patterns grows with the square of what a sender wrote.
 */
const ADDRESS = /(?<![^\s,<>])([^\s,<>]+@[^\s,<>]+)>?\s*$/;
const MAX_ADDRESS = 1_000;
const NAME_END = /(?<![\s,])[\s,]+$/;

/** Name and address of a sender stored as `Name, address`. Null without an address. */
export function mailPerson(text: string): { readonly name: string; readonly address: string | null } {
  const found = ADDRESS.exec(text.slice(-MAX_ADDRESS));
  const name = text.slice(0, text.length - (found?.[0].length ?? 0)).replace(NAME_END, '');
  return { name, address: found?.[1] ?? null };
}
