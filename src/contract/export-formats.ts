/** What can be exported, and how. */
export const EXPORT_FORMATS = {
  conversations: ['html', 'txt', 'csv', 'json', 'jsonl'],
  whatsapp: ['html', 'txt', 'csv', 'json', 'jsonl'],
  contacts: ['vcard4', 'vcard3', 'csv', 'jsonl'],
  calls: ['csv', 'json', 'jsonl'],
  calendar: ['ics', 'csv', 'jsonl'],
  notes: ['markdown', 'html', 'txt', 'jsonl'],
  table: ['csv', 'jsonl'],
} as const;
/** What can be exported. */
export type ExportWhat = keyof typeof EXPORT_FORMATS;
/** How it can be exported. */
export type ExportFormat = (typeof EXPORT_FORMATS)[ExportWhat][number];
