/** Endings of files whose format has another name. */
const ENDINGS: Readonly<Record<string, string>> = {
  'csv-raw': 'csv',
  bookmarks: 'html',
  markdown: 'md',
  vcard3: 'vcf',
  vcard4: 'vcf',
  'whatsapp-txt': 'txt',
};

/** Content types of formats that include a description of the export; others need `ABOUT.json`. */
const SELF_DESCRIBING: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  bookmarks: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl; charset=utf-8',
  pdf: 'application/pdf',
  ics: 'text/calendar; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  gpx: 'application/gpx+xml; charset=utf-8',
  kml: 'application/vnd.google-earth.kml+xml; charset=utf-8',
};

/** Ending of the files of a format, without the dot. */
export function endingOf(format: string): string {
  return ENDINGS[format] ?? format;
}

/** Content type of a format whose single file describes itself; null for others. */
export function describedType(format: string): string | null {
  return SELF_DESCRIBING[format] ?? null;
}
