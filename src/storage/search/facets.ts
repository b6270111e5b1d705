/**
 * Facets are tokens beside the words of a record: `:r12` its run, `:tmessage` its type, `:f…` its sender, `:c12_…` its
 * conversation, `:w…` whom it is with, `:hattachment` what it has. Words of a text never begin with a colon, so the two
 * cannot collide.
 */

/** Maximum facet size in UTF-8 bytes before escaping; the rest is ignored. */
const MAX_VALUE_BYTES = 255;

/**
 * Keeps a-z and 0-9 and writes every other byte as `_xx`, so that each engine treats it as one token and different
 * values stay distinct.
 */
function escape(value: string): string {
  if (/^[a-z0-9]*$/.test(value) && value.length <= MAX_VALUE_BYTES) return value;
  let escaped = '';
  for (const byte of Buffer.from(value).subarray(0, MAX_VALUE_BYTES)) {
    const plain = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a);
    escaped += plain ? String.fromCharCode(byte) : `_${byte.toString(16).padStart(2, '0')}`;
  }
  return escaped;
}

/** The rows of one artifact run. */
export const runFacet = (runId: number) => `:r${runId}`;
/** A value of `type:`, in any case. */
export const typeFacet = (type: string) => `:t${escape(type.toLowerCase())}`;
/** A handle key, or `me`. */
export const fromFacet = (handleKey: string) => `:f${escape(handleKey)}`;
/** A handle key of a person that the record is with, though it is not from them: the one who was called. */
export const withFacet = (handleKey: string) => `:w${escape(handleKey)}`;
/** A conversation of one run: keys of conversations are unique within a run only. */
export const conversationFacet = (runId: number, key: string | number) => `:c${runId}_${escape(String(key))}`;
/** A value of `has:`. */
export const hasFacet = (word: string) => `:h${escape(word)}`;
