import { type ContactCard, decodeVcards, readVcard, splitVcards } from '../../../formats/vcard.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { ExtractContext } from '../../kit/artifact.ts';
import { attachmentPath, locateAttachment } from './attachment-path.ts';
import type { AttachmentRow } from './attachments.ts';
import { mapsPlace } from './maps-place.ts';
import type { SentPlace } from './tables.ts';
import { isVcard } from './vcard-attachment.ts';

/** Contacts and the place in the attachments of a message. */
export interface SentCards {
  readonly contacts: readonly ContactCard[] | null;
  readonly place: SentPlace | null;
}

/** Maximum size of a file of vCards, in bytes; their photos make up most of it. */
const MAX_FILE = 2 * 1024 * 1024;
/** Maximum number of different files that are read. */
const MAX_FILES = 20_000;
/** Maximum number of contacts of one message. */
const MAX_CONTACTS = 500;
/** Maximum length of a vCard that is kept as it was sent; with a photo it is longer. */
const MAX_KEPT = 8192;

const PLACES: ReadonlySet<string> = new Set(['text/x-vlocation', 'public.vlocation']);

/** Reads the contacts and places that were sent as files (`.vcf`, `.loc.vcf`). */
export class SentCardReader {
  readonly #context: Pick<ExtractContext<string>, 'fileAt' | 'file' | 'note'>;
  readonly #known = new Set<string>();

  /** The context finds and opens files of the backup. */
  constructor(context: Pick<ExtractContext<string>, 'fileAt' | 'file' | 'note'>) {
    this.#context = context;
  }

  /** What the attachments of a message hold; null without a contact or place. Unreadable files are noted. */
  read(attachments: readonly AttachmentRow[]): SentCards | null {
    const contacts: ContactCard[] = [];
    let place: SentPlace | null = null;
    for (const row of attachments) {
      if (row.isHidden === true || row.state !== 'present' || !isVcard(row)) continue;
      for (const text of this.#cards(row)) {
        const { name, phones, emails, urls } = readVcard(text);
        const [found = null] = urls.flatMap((url) => mapsPlace(url, name) ?? []);
        place ??= found;
        if (contacts.length === MAX_CONTACTS || (found !== null && isPlace(row))) continue;
        contacts.push({ name, phones, emails, vcard: text.length > MAX_KEPT ? null : text });
      }
    }
    if (contacts.length === 0 && place === null) return null;
    return { contacts: contacts.length === 0 ? null : contacts, place };
  }

  #cards(row: AttachmentRow): readonly string[] {
    const { domain } = locateAttachment(row.filename, (at, path) => this.#context.fileAt(at, path));
    const path = attachmentPath(row.filename ?? '');
    const file = domain === null || path === null ? null : this.#context.file(domain, path);
    if (file === null || (!this.#known.has(file.fileID) && this.#known.size === MAX_FILES)) return [];
    this.#known.add(file.fileID);
    try {
      const cards = splitVcards(decodeVcards(file.read(MAX_FILE)));
      if (cards.length === 0) this.#context.note(msg('note.unreadable-contact-cards'));
      return cards;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.#context.note(msg('note.unreadable-contact-cards'));
      return [];
    }
  }
}

function isPlace({ mimeType, uti, transferName, filename }: AttachmentRow): boolean {
  return PLACES.has(mimeType ?? '') || PLACES.has(uti ?? '') || /\.loc\.vcf$/i.test(transferName ?? filename ?? '');
}
