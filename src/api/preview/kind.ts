import type { PreviewView } from '../../contract/preview.ts';
import { decodeText } from './text.ts';

/** Kind of preview of a file: by its media type, else by its first bytes. */
export function previewKind(contentType: string, head: Uint8Array): PreviewView['kind'] {
  if (contentType === 'application/x-bplist') return 'plist';
  if (contentType === 'application/vnd.sqlite3') return 'database';
  if (contentType === 'image/svg+xml') return 'text';
  if (contentType.startsWith('image/')) return 'image';
  if (contentType.startsWith('audio/')) return 'audio';
  if (contentType.startsWith('video/')) return 'video';
  const text = decodeText(head, false);
  if (text === null) return 'hex';
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist|<plist)/.test(text.text) ? 'plist' : 'text';
}
