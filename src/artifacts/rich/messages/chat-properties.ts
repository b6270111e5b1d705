import { parsePlist } from '../../../formats/plist.ts';
import { asBoolean, asDict, asString } from '../../../formats/plist-value.ts';

/** What `chat.properties` says; every field can be missing. */
export interface ChatProperties {
  /** The owner lets the others see when a message was read. */
  readonly readReceipts: boolean | null;
  /** `attachment.guid` of the group's picture. */
  readonly groupPhotoGuid: string | null;
}

/** `chat.properties` of a chat that has none. */
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
