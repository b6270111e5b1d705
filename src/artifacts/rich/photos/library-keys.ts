/**
 * Before every key of the library of pictures seen in Messages: a picture that was saved has the same UUID in the
 * library of the phone.
 */
const PREFIX = 'shared-with-you-';

/** The key of a record of the library of pictures seen in Messages. */
export function sharedKey(key: string): string {
  return PREFIX + key;
}

/** The store of the record with this key. */
export function storeOf(key: string | null): 'db' | 'sharedWithYou' {
  return key?.startsWith(PREFIX) === true ? 'sharedWithYou' : 'db';
}
