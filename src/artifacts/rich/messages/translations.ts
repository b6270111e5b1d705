import type { ArchiveValue } from '../../../formats/keyed-archive-value.ts';
import { fieldsOf, firstText, readPayload } from './payload-fields.ts';
import type { Translation } from './tables.ts';

/** Maximum number of translations of a message. */
const MAX_TRANSLATIONS = 100;

/**
 * Reads the translations of a message (`tmp` in `message_summary_info`, iOS 26; docs/format/messages.md), by part.
 *
 * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readTranslations(archive: Uint8Array): readonly Translation[] {
  const parts: readonly (readonly [string, ArchiveValue])[] = Object.entries(readPayload(archive) ?? {});
  return parts
    .flatMap(([part, versions]) => (Array.isArray(versions) ? versions.map((version) => ({ part, version })) : []))
    .slice(0, MAX_TRANSLATIONS)
    .flatMap(({ part, version }): Translation[] => {
      const fields = fieldsOf(version);
      const text = firstText(fieldsOf(fields?.['translatedText'])?.['NSString'])?.replaceAll('\ufffc', '').trim();
      if (text === undefined || text === '' || !/^\d{1,9}$/.test(part)) return [];
      const [from, to] = [firstText(fields?.['sourceLanguage']), firstText(fields?.['translationLanguage'])];
      return [{ part: Number(part), text, from, to }];
    });
}
