import type { Texts } from '../i18n/en/index.ts';

/** Which artifact records of a type come from. */
const ARTIFACTS: Readonly<Record<keyof Texts['search']['types'], string>> = {
  message: 'messages',
  whatsapp: 'whatsapp',
  'whatsapp-chat': 'whatsapp',
  'whatsapp-call': 'whatsapp',
  call: 'calls',
  photo: 'photos',
  album: 'photos',
  person: 'photos',
  'photo-comment': 'photos',
  note: 'notes',
  event: 'calendar',
  contact: 'contacts',
};

/** The artifacts that records of these types come from; null, which means all, where no type is named or one is not known. */
export function artifactsOfTypes(types: readonly string[]): readonly string[] | null {
  if (types.length === 0 || types.some((type) => !Object.hasOwn(ARTIFACTS, type))) return null;
  return [...new Set(types.map((type) => ARTIFACTS[type as keyof typeof ARTIFACTS]))];
}
