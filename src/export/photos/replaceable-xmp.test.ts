import { expect, it } from 'vitest';
import { isReplaceable } from './replaceable-xmp.ts';

const NAMES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  'mwg-rs': 'http://www.metadataworkinggroup.com/schemas/regions/',
  'apple-fi': 'http://ns.apple.com/faceinfo/1.0/',
  crs: 'http://ns.adobe.com/camera-raw-settings/1.0/',
  Container: 'http://ns.google.com/photos/1.0/container/',
};

function packet(inner: string, attributes = ''): string {
  const declared = Object.entries(NAMES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return `<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk="XMP Core"><rdf:RDF${declared.join('')}><rdf:Description rdf:about="" ${attributes}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}

const TITLE = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">a: b</rdf:li></rdf:Alt></dc:title>';
const FACES = '<mwg-rs:Regions rdf:parseType="Resource"/>';
const CAMERAS_FACES = `<mwg-rs:Regions><mwg-rs:Extensions apple-fi:FaceID="3"/></mwg-rs:Regions>`;

it.each([
  ['what the Exif has', packet('<tiff:Make>Lemon</tiff:Make>', 'xmp:CreatorTool="17.4"'), packet(''), true],
  ['what the new one has', packet(TITLE), packet(TITLE), true],
  ['a title that the new one does not have', packet(TITLE), packet(''), false],
  ['a copyright', packet('<dc:rights>me</dc:rights>'), packet(TITLE), false],
  ['settings of an editor', packet('', 'crs:Exposure2012="+0.5"'), packet(TITLE), false],
  ['parts of the file', packet('<Container:Directory/>'), packet(TITLE), false],
  ['faces of the camera', packet(CAMERAS_FACES), packet(FACES), true],
  ['faces of the camera where the new one has none', packet(CAMERAS_FACES), packet(TITLE), false],
  ['a name without a namespace', packet('<nobody:knows/>'), packet(TITLE), false],
  ['an element without a prefix', packet('<rights xmlns="x">me</rights>'), packet(TITLE), false],
  ['a prefix of two namespaces', packet('<dc:title xmlns:dc="urn:other"/>'), packet(TITLE), false],
])('asks whether XMP is lost: %s', (_name, existing, ours, expected) => {
  expect(isReplaceable(existing, ours)).toBe(expected);
});
