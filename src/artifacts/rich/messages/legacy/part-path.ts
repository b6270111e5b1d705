/** File extensions by MIME type, most likely first. */
const ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['image/jpeg', ['jpg', 'JPG', 'jpeg']],
  ['image/jpg', ['jpg', 'JPG']],
  ['image/png', ['png', 'PNG']],
  ['image/gif', ['gif', 'GIF']],
  ['video/3gpp', ['3gp', '3gpp']],
  ['video/3gpp2', ['3g2']],
  ['video/quicktime', ['mov', 'MOV']],
  ['video/mp4', ['mp4', 'm4v']],
  ['audio/amr', ['amr']],
  ['audio/mp4', ['m4a', 'mp4']],
  ['audio/mpeg', ['mp3']],
  ['text/x-vcard', ['vcf']],
  ['text/vcard', ['vcf']],
  ['text/calendar', ['ics']],
]);

/** Properties of a part of an MMS. */
export interface MmsPart {
  readonly message: number;
  readonly group: number;
  readonly part: number;
  readonly mimeType: string | null;
  /** `content_loc`: the file name as sent. */
  readonly name: string | null;
  readonly isPreview: boolean;
}

/**
 * Possible paths of the contents of a part on the device. `msg_pieces` has no file names; the folders are the last byte
 * of the group's number (hexadecimal) and the last four bits of the message's (decimal): `Parts/a5/14/1166-0.JPG`.
 */
export function partPaths({ message, group, part, mimeType, name, isPreview }: MmsPart): readonly string[] {
  const folder = `${(group & 0xff).toString(16).padStart(2, '0')}/${String(message % 16).padStart(2, '0')}`;
  const stem = `/var/mobile/Library/SMS/Parts/${folder}/${message}-${part}`;
  if (isPreview) return [`${stem}-preview`];
  const ofName = name === null ? undefined : /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  const ofType = ENDINGS.get(mimeType?.toLowerCase() ?? '') ?? [];
  const endings = [...(ofName === undefined ? [] : [ofName, ofName.toLowerCase(), ofName.toUpperCase()]), ...ofType];
  return [...new Set(endings)].map((ending) => `${stem}.${ending}`);
}
