import type { FileType } from '../contract/files.ts';

/** By which ends of its name a file counts to a type. */
export const FILE_SUFFIXES: Readonly<Record<FileType, readonly string[]>> = {
  picture: [
    '.jpg',
    '.jpeg',
    '.png',
    '.heic',
    '.heif',
    '.gif',
    '.webp',
    '.tif',
    '.tiff',
    '.bmp',
    '.avif',
    '.dng',
    '.svg',
  ],
  video: ['.mov', '.mp4', '.m4v', '.3gp', '.3g2', '.avi', '.mkv', '.webm'],
  sound: ['.m4a', '.mp3', '.amr', '.caf', '.wav', '.aac', '.aif', '.aiff', '.opus', '.ogg', '.flac', '.m4r'],
  document: [
    ...['.pdf', '.txt', '.md', '.rtf', '.doc', '.docx', '.xls', '.xlsx', '.ppt', '.pptx', '.pages', '.numbers', '.key'],
    ...['.csv', '.html', '.htm', '.epub', '.vcf', '.ics', '.log'],
  ],
  plist: ['.plist', '.strings', '.archive', '.mobileconfig', '.pkpass'],
  database: ['.sqlite', '.sqlite3', '.sqlitedb', '.db', '.storedata', '.sqlite-wal', '.db-wal'],
};
