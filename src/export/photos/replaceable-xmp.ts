const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const XMP = 'http://ns.adobe.com/xap/1.0/';
const REGIONS = 'http://www.metadataworkinggroup.com/schemas/regions/';

/** Namespaces of properties that Exif has too, and of the packet's own structure. */
const REPEATED_NAMESPACES = new Set([
  RDF,
  'adobe:ns:meta/',
  'http://www.w3.org/XML/1998/namespace',
  'http://ns.adobe.com/exif/1.0/',
  'http://ns.adobe.com/exif/1.0/aux/',
  'http://cipa.jp/exif/1.0/',
  'http://ns.adobe.com/tiff/1.0/',
]);
const REPEATED = new Set([
  ...['CreateDate', 'ModifyDate', 'MetadataDate', 'CreatorTool'].map((name) => XMP + name),
  'http://ns.adobe.com/photoshop/1.0/DateCreated',
]);
/** Faces as cameras mark them, without names. */
const FACE_NAMESPACES = new Set([
  REGIONS,
  'http://ns.adobe.com/xmp/sType/Area#',
  'http://ns.adobe.com/xap/1.0/sType/Dimensions#',
  'http://ns.apple.com/faceinfo/1.0/',
]);

/**
 * True if no property is lost when `ours` replaces an existing packet: each is in the Exif or in `ours`, with what the library
 * has now. Copyrights, settings of editors and what belongs to the form of a file (depth, panoramas, brightness) are in
 * no other place.
 */
export function isReplaceable(existing: string, ours: string): boolean {
  const had = propertiesOf(existing);
  const has = propertiesOf(ours);
  if (had === null || has === null) return false;
  const hasFaces = has.has(`${REGIONS} Regions`);
  return [...had].every((property) => {
    const [namespace = '', name = ''] = property.split(' ');
    return (
      has.has(property) ||
      REPEATED_NAMESPACES.has(namespace) ||
      REPEATED.has(namespace + name) ||
      (hasFaces && FACE_NAMESPACES.has(namespace))
    );
  });
}

const DECLARATION = /\sxmlns:([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Names of elements and attributes; those in texts may be taken for some, which is on the safe side. */
const NAME = /(?:<|\s)([\w.-]+):([\w.-]+)(?=[\s=/>])/g;

const UNNAMED_ELEMENT = /<[\w.-]+[\s/>]/;

/** All names of a packet after their namespaces; null if one has none. */
function propertiesOf(packet: string): Set<string> | null {
  if (UNNAMED_ELEMENT.test(packet)) return null;
  const namespaces = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);
  for (const [, prefix = '', double, single = ''] of packet.matchAll(DECLARATION)) {
    const uri = double ?? single;
    if ((namespaces.get(prefix) ?? uri) !== uri) return null;
    namespaces.set(prefix, uri);
  }
  const names = new Set<string>();
  for (const [, prefix = '', name = ''] of packet.matchAll(NAME)) {
    if (prefix === 'xmlns') continue;
    const namespace = namespaces.get(prefix);
    if (namespace === undefined) return null;
    names.add(`${namespace} ${name}`);
  }
  return names;
}
