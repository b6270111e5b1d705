import { type PlistDictionary, PlistReal, PlistUid, type PlistValue } from './plist-value.ts';

const HEADER =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
  '<plist version="1.0">\n';

/** Base64 characters per line. CoreFoundation limits lines to 76 columns, where a tab counts as 8. */
function base64Width(depth: number): number {
  return Math.max(76 - depth * 8, 4);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function render(value: PlistValue, depth: number): string {
  const indent = '\t'.repeat(depth);
  if (typeof value === 'string') return `${indent}<string>${escapeXml(value)}</string>\n`;
  if (typeof value === 'boolean') return `${indent}<${String(value)}/>\n`;
  if (typeof value === 'bigint') return `${indent}<integer>${String(value)}</integer>\n`;
  if (typeof value === 'number') {
    const type = Number.isSafeInteger(value) ? 'integer' : 'real';
    return `${indent}<${type}>${String(value)}</${type}>\n`;
  }
  if (value instanceof PlistReal) return `${indent}<real>${String(value.value)}</real>\n`;
  if (value instanceof PlistUid) return render({ CF$UID: value.index }, depth);
  if (value instanceof Date) return `${indent}<date>${value.toISOString().slice(0, 19)}Z</date>\n`;
  if (value instanceof Uint8Array) {
    const lines = Buffer.from(value)
      .toString('base64')
      .match(new RegExp(`.{1,${String(base64Width(depth))}}`, 'g'));
    const body = (lines ?? []).map((line) => `${indent}${line}\n`).join('');
    return `${indent}<data>\n${body}${indent}</data>\n`;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}<array/>\n`;
    const items = (value as readonly PlistValue[]).map((item) => render(item, depth + 1)).join('');
    return `${indent}<array>\n${items}${indent}</array>\n`;
  }
  const entries = Object.entries(value as PlistDictionary);
  if (entries.length === 0) return `${indent}<dict/>\n`;
  const body = entries
    .map(([key, item]) => `${indent}\t<key>${escapeXml(key)}</key>\n${render(item, depth + 1)}`)
    .join('');
  return `${indent}<dict>\n${body}${indent}</dict>\n`;
}

/** Writes an XML property list in Apple's layout: tabs, `<data>` in short lines, dates to the second. */
export function writeXmlPlist(root: PlistValue): Buffer {
  return Buffer.from(`${HEADER}${render(root, 0)}</plist>\n`, 'utf8');
}
