import { unarchive } from '../../../formats/keyed-archive.ts';
import { parsePlist } from '../../../formats/plist.ts';
import { asBytes, asDict, asString } from '../../../formats/plist-value.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { SourceFileBytes } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { readText } from './body.ts';
import type { Chat } from './chats.ts';
import { fieldsOf } from './payload-fields.ts';

/** Maximum size of a draft and maximum number of drafts. */
const MAX_DRAFT = 1024 * 1024;
const MAX_DRAFTS = 5000;
const LIMITS = { maxBytes: MAX_DRAFT, maxObjects: 20_000, maxDepth: 64, maxOutput: 2 * MAX_DRAFT };

/**
 * Adds drafts (text that was typed but not sent) to the chats (`Drafts/<chat>/composition.plist`). The folder has the name of the
 * chat's address or GUID.
 */
export function withDrafts(chats: readonly Chat[], files: readonly SourceFileBytes[], note: Note): readonly Chat[] {
  if (files.length === 0) return chats;
  const drafts = new Map<Chat, string>();
  const byName = new Map(chats.flatMap((chat) => namesOf(chat).map((name) => [name, chat] as const)));
  for (const file of files.slice(0, MAX_DRAFTS)) {
    const draft = textOf(file);
    if (draft === null) note(msg('note.unreadable-drafts'));
    else if (draft !== '') {
      const chat = byName.get(file.relativePath.split('/').at(-2) ?? '');
      if (chat === undefined) note(msg('note.drafts-without-chat'));
      else drafts.set(chat, draft);
    }
  }
  return chats.map((chat) => ({ ...chat, draft: drafts.get(chat) ?? null }));
}

function namesOf({ guid, identifier }: Chat): string[] {
  return [identifier, guid].filter((name) => name !== null);
}

/** The text of a draft; empty for a draft of files only, null if it cannot be read. */
function textOf(file: SourceFileBytes): string | null {
  try {
    const value = asDict(parsePlist(file.read(MAX_DRAFT), LIMITS))?.['text'];
    const data = asBytes(value);
    const text = data === null ? asString(value) : isArchive(data) ? archivedText(data) : readText(data);
    return text === null ? (value === undefined ? '' : null) : text.replaceAll('\ufffc', '').trim();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

function isArchive(data: Uint8Array): boolean {
  return Buffer.from(data.subarray(0, 6)).toString('latin1') === 'bplist';
}

/** The string of an archived NSAttributedString. */
function archivedText(data: Uint8Array): string | null {
  const root = fieldsOf(unarchive(data, { limits: LIMITS }));
  const text = fieldsOf(root?.['NSString'])?.['NS.string'] ?? root?.['NSString'];
  return typeof text === 'string' ? text : null;
}
