import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';
import { PlistUid } from '../encoders/plist-value.ts';

/** Adds a URL object to the archive. */
export function addUrl(archive: KeyedArchiveWriter, url: string): PlistUid {
  const place = archive.reserve();
  const relative = archive.add(url);
  const $class = archive.addClass('NSURL', 'NSObject');
  // UID 0 is `$null`: no base URL.
  archive.fill(place, { 'NS.base': new PlistUid(0), 'NS.relative': relative, $class });
  return place;
}

/** Adds a dictionary whose values are already in the archive. */
export function addDictionary(
  archive: KeyedArchiveWriter,
  entries: Readonly<Record<string, PlistUid>>,
  place = archive.reserve(),
): PlistUid {
  const keys = Object.keys(entries).map((key) => archive.add(key));
  const $class = archive.addClass('NSDictionary', 'NSObject');
  archive.fill(place, { 'NS.keys': keys, 'NS.objects': Object.values(entries), $class });
  return place;
}

/** Payload of an app's balloon (MSMessage) with the keys that its card shows. */
export function appPayload({ an, caption, URL }: Readonly<Record<'an' | 'caption' | 'URL', string>>): Buffer {
  const archive = new KeyedArchiveWriter();
  const root = archive.reserve();
  const text = archive.add(caption);
  const userInfo = addDictionary(archive, { caption: text });
  const url = addUrl(archive, URL);
  addDictionary(archive, { an: archive.add(an), ldtext: text, URL: url, userInfo }, root);
  return archive.finish(root);
}
