import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { type AttributedRun, toAttributedRuns } from './attributed-body/attributes.ts';
import { readPlainBody } from './attributed-body/plain-body.ts';
import { isAttributedText, parseTypedstreamRoot } from './typedstream.ts';

export type { AttributedRun } from './attributed-body/attributes.ts';
export { recoverText } from './attributed-body/recover-text.ts';

/** The text of a message and its runs, which are contiguous and in order. */
export interface AttributedBody {
  readonly text: string;
  readonly runs: readonly AttributedRun[];
}

/**
 * Decodes `message.attributedBody`: a typedstream of an NSAttributedString, or of a bare NSString, which has no runs.
 * Plain text in a single bubble takes a fast path with the same result.
 *
 * @throws MALFORMED_TYPEDSTREAM with `details.offset`, LIMIT_EXCEEDED; {@link recoverText} may still find the text
 */
export function decodeAttributedBody(bytes: Uint8Array): AttributedBody {
  return readPlainBody(bytes) ?? decodeFully(bytes);
}

/** {@link decodeAttributedBody} without the fast path, as a reference for tests and benchmarks. */
export function decodeFully(bytes: Uint8Array): AttributedBody {
  const root = parseTypedstreamRoot(bytes);
  if (typeof root === 'string') return { text: root, runs: [] };
  if (!isAttributedText(root)) throw new DomainError('MALFORMED_TYPEDSTREAM', msg('detail.no-text-in-body'));
  return { text: root.text, runs: toAttributedRuns(root.runs) };
}

/** Placeholder for an attachment in the text. */
const OBJECT_REPLACEMENT = '\uFFFC';

/** True if a body is its text alone: one bubble (part 0) and no attachment, mention, link, style, effect or other attribute. */
export function isSimple(body: AttributedBody): boolean {
  if (body.text.includes(OBJECT_REPLACEMENT)) return false;
  for (const { part, attributes } of body.runs) {
    if (part !== null && part !== 0) return false;
    for (const name in attributes) if (name !== 'writingDirection') return false;
  }
  return true;
}
