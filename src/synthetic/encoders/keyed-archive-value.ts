import { appleSeconds } from './apple-time.ts';
import { KeyedArchiveWriter } from './keyed-archive-writer.ts';
import { type PlistDictionary, PlistReal, PlistUid, type PlistValue } from './plist-value.ts';

/**
 * Writes plain values as a keyed archive: dictionaries, lists, text, dates and data become Foundation objects. A
 * dictionary with `$class` becomes an object of that class with the other entries as its fields.
 */
export function writeArchive(root: PlistValue): Buffer {
  const writer = new KeyedArchiveWriter();
  return writer.finish(add(writer, root));
}

function add(writer: KeyedArchiveWriter, value: PlistValue): PlistUid {
  if (Array.isArray(value)) {
    const objects = (value as readonly PlistValue[]).map((element) => add(writer, element));
    return writer.add({ 'NS.objects': objects, $class: writer.addClass('NSArray', 'NSObject') });
  }
  if (value instanceof Date) {
    const seconds = new PlistReal(appleSeconds(value.getTime()));
    return writer.add({ 'NS.time': seconds, $class: writer.addClass('NSDate', 'NSObject') });
  }
  if (typeof value !== 'object' || value instanceof Uint8Array) return writer.add(value);
  if (value instanceof PlistReal || value instanceof PlistUid) return writer.add(value);
  return addDictionary(writer, value as PlistDictionary);
}

function addDictionary(writer: KeyedArchiveWriter, { $class: name, ...fields }: PlistDictionary): PlistUid {
  if (typeof name !== 'string') {
    const keys = Object.keys(fields).map((key) => writer.add(key));
    const objects = Object.values(fields).map((value) => add(writer, value));
    const ofClass = writer.addClass('NSDictionary', 'NSObject');
    return writer.add({ 'NS.keys': keys, 'NS.objects': objects, $class: ofClass });
  }
  const entries = Object.entries(fields).map(([key, value]) => [key, isInline(value) ? value : add(writer, value)]);
  return writer.add({ ...(Object.fromEntries(entries) as PlistDictionary), $class: writer.addClass(name, 'NSObject') });
}

/** True for numbers and booleans, which are written into the fields of an object; other values are referenced. */
function isInline(value: PlistValue): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof PlistReal;
}
