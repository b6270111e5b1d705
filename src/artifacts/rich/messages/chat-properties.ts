import { parsePlist } from '../../../formats/plist.ts';
import { asBoolean, asBytes, asDict, asString, type PlistValue } from '../../../formats/plist-value.ts';
import { readText } from './body.ts';

/** Values of `chat.properties`; all are optional. */
export interface ChatProperties {
  /** True if the owner sends read receipts. */
  readonly readReceipts: boolean | null;
  /** `attachment.guid` of the group's picture. */
  readonly groupPhotoGuid: string | null;
  /** True if it has a background, false if that was removed. */
  readonly hasBackground: boolean | null;
  /** Summary that the phone made of its newest messages. */
  readonly summary: string | null;
}

/** Properties of a chat without `chat.properties`. */
export const NO_PROPERTIES: ChatProperties = {
  readReceipts: null,
  groupPhotoGuid: null,
  hasBackground: null,
  summary: null,
};

/**
 * Reads `chat.properties`, a plain property list (iOS 11–26).
 *
 * @throws DomainError MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readChatProperties(blob: Uint8Array): ChatProperties {
  const root = asDict(parsePlist(blob));
  const background = asDict(root?.['backgroundProperties']);
  return {
    readReceipts: asBoolean(root?.['EnableReadReceiptForChat']),
    groupPhotoGuid: asString(root?.['groupPhotoGuid']),
    // Properties of a removed background remain, without `trabar`.
    hasBackground: background === null ? null : 'trabar' in background,
    summary: summaryOf(asDict(root?.['chatSummaryDictionary'])?.['chatSummary']),
  };
}

/** A summary as text, or as data with a typedstream like the body of a message; null for data of another form. */
function summaryOf(value: PlistValue | undefined): string | null {
  const data = asBytes(value);
  return (data === null ? asString(value) : readText(data))?.trim() || null;
}
