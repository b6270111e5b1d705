import { parsePlist } from '../../../formats/plist.ts';
import { asBoolean, asDict, asString } from '../../../formats/plist-value.ts';

/** Values of `chat.properties`; all are optional. */
export interface ChatProperties {
  /** True if the owner sends read receipts. */
  readonly readReceipts: boolean | null;
  /** `attachment.guid` of the group's picture. */
  readonly groupPhotoGuid: string | null;
}

/** Properties of a chat without `chat.properties`. */
export const NO_PROPERTIES: ChatProperties = { readReceipts: null, groupPhotoGuid: null };

/**
 * Reads `chat.properties`, a plain property list (iOS 11–26).
 *
 * @throws DomainError MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readChatProperties(blob: Uint8Array): ChatProperties {
  const root = asDict(parsePlist(blob));
  return {
    readReceipts: asBoolean(root?.['EnableReadReceiptForChat']),
    groupPhotoGuid: asString(root?.['groupPhotoGuid']),
  };
}
